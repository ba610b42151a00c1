using System.Diagnostics.CodeAnalysis;
using Gudok.Access;
using Gudok.Backup;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok;

/// <summary>The one line that a person is told when something known went wrong. Unknown faults are bugs and show their stack.</summary>
internal static class FaultText
{
    /// <summary>A file or folder may not be read or written by the user that runs Gudok.</summary>
    public const string NoPermission = "GDK-9005";

    /// <summary>A file cannot be read or written, and no module has said why.</summary>
    public const string FileFails = "GDK-9006";

    /// <summary>Whether the fault is one that a person can mend, and the line that says how.</summary>
    public static bool TryDescribe(Exception fault, [NotNullWhen(true)] out string? line)
    {
        line = fault switch
        {
            AccessException known => $"{known.Code}: {known.Message}",
            LedgerInputException known => $"{known.Code}: {known.Message}",
            BackupException known => $"{known.Code}: {known.Message}",
            CaptureException known => $"{known.Code}: {known.Message}",
            RecordInputException known => $"{known.Code}: {known.Message}",
            SettingsException known => $"{SettingsException.Code}: settings: {known.Message}",
            VaultException known => $"{known.Code}: {known.Message}",
            UnauthorizedAccessException => $"{NoPermission}: {fault.Message} Give this user the right to it (chown, chmod), or run Gudok as the user who owns the data folder",
            IOException when fault.Message.StartsWith("GDK-", StringComparison.Ordinal) => fault.Message,
            IOException => $"{FileFails}: {fault.Message} Check that the file is there, that its disk has room and is writable, then try again",
            _ => null,
        };
        return line is not null;
    }
}
