// Unix sockets with peer credentials, /proc and file modes: the program runs on Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
