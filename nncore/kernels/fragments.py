"""Fragments: inner functions, compiled as far as LLVM's language. Optimised, and made machine code, is only the whole.

Numba as it comes would do both for every function, and then again for each that calls it: a third of the time.
"""

from __future__ import annotations

from typing import Any

from numba import _dynfunc
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.typed_passes import IRLegalization, NativeLowering, NoPythonBackend, NopythonTypeInference
from numba.core.untyped_passes import FixupArgs, IRProcessing, TranslateByteCode


class _Fragment(JITCodeLibrary):
    """The code of a function and of those it calls, which waits to be linked into a whole."""

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class _LoweringToFragment(NativeLowering):
    """Lowering that ends where the code can be linked."""

    _name = "lowering_to_fragment"

    def run_pass(self, state: Any) -> bool:
        state.library = _Fragment(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        lowered = state["cr"]
        fndesc = lowered.fndesc
        # What callers know the function by. Python has no way to call it: its address is 0.
        key = _dynfunc.make_function(fndesc.lookup_module(), fndesc.qualname, "", 0, lowered.env, (state.library,))
        state.targetctx.insert_user_function(key, fndesc, [state.library])
        state["cr"] = lowered._replace(cfunc=key)
        return True


class FragmentCompiler(CompilerBase):
    """Only the passes without which there is no code: in a fragment are no closures, and a variable has one type."""

    def define_pipelines(self) -> Any:
        passes = PassManager("fragment")
        for step in (
            *(TranslateByteCode, FixupArgs, IRProcessing),
            *(NopythonTypeInference, IRLegalization, _LoweringToFragment, NoPythonBackend),
        ):
            passes.add_pass(step, step.name())
        passes.finalize()
        return [passes]
