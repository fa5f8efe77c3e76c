#!/usr/bin/env bash
# Installs the package, sees that the desktop knows it, starts the program without its home or Python, and removes it.
# For a machine of its own, such as a build server: packaging/linux/try_deb.sh dist/*.deb
set -eu

package=$(realpath "$1")
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

dpkg-deb --info "$package"
as_root apt-get install -y --no-install-recommends "$package" desktop-file-utils shared-mime-info xvfb xauth
dpkg --verify perceptron-lab
desktop-file-validate /usr/share/applications/perceptron-lab.desktop
grep -q 'vnd.perceptron-lab+json:\*.perceptron.json' /usr/share/mime/globs2

home=$(mktemp -d)
cd "$home"
xvfb-run -a -s "-screen 0 1280x800x24" sh -c 'exec env -i HOME="$PWD" PATH= DISPLAY="$DISPLAY" XAUTHORITY="$XAUTHORITY" "$@"' sh \
  /usr/bin/perceptron-lab --seconds 8 --screenshot picture.png --save experiment.json
test -s picture.png
grep -q '"format": "perceptron-lab"' experiment.json

as_root apt-get purge -y perceptron-lab
for left in /opt/perceptron-lab /usr/bin/perceptron-lab /usr/share/doc/perceptron-lab; do
  if [ -e "$left" ]; then echo "left behind: $left" >&2; exit 1; fi
done
if grep -q perceptron-lab /usr/share/mime/globs2; then echo "the file type was left behind" >&2; exit 1; fi
rm -r "$home"
echo "The package installs, starts, and is gone without a trace."
