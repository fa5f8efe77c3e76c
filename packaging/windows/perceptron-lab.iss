; The installer for Windows, compiled by Inno Setup 6. packaging/dev.py build passes Name, Title, Version, Copyright
; and Program, the folder of the packed program.

[Setup]
AppId={{6E1F6C1B-7B5D-4C62-9C0E-2F4A6B1D9A35}
AppName={#Title}
AppVersion={#Version}
AppVerName={#Title} {#Version}
AppPublisher=The Perceptron Lab authors
AppCopyright={#Copyright}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\{#Title}
DefaultGroupName={#Title}
DisableProgramGroupPage=yes
; For one user without asking an administrator; those who want it for all are offered that.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2
SolidCompression=yes
SetupIconFile=..\icons\perceptron-lab.ico
UninstallDisplayIcon={app}\{#Name}.exe
UninstallDisplayName={#Title}
LicenseFile=..\..\LICENSE
ChangesAssociations=yes
WizardStyle=modern

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not must not stay behind.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#Title}"; Filename: "{app}\{#Name}.exe"
Name: "{autodesktop}\{#Title}"; Filename: "{app}\{#Name}.exe"; Tasks: desktopicon

[Registry]
; Windows goes by the last part of a name alone, and .json belongs to editors: the program is offered under "Open with",
; and opens nothing by itself.
Root: HKA; Subkey: "Software\Classes\Applications\{#Name}.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Title}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Name}.exe\SupportedTypes"; ValueType: string; ValueName: ".json"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Name}.exe\shell\open\command"; ValueType: string; ValueData: """{app}\{#Name}.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.json\OpenWithList\{#Name}.exe"; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#Name}.exe"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent
