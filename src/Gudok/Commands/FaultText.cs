using System.Diagnostics.CodeAnalysis;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok;

/// <summary>The one line that a person is told when something known went wrong. Unknown faults are bugs and show their stack.</summary>
internal static class FaultText
{
    /// <summary>Whether the fault is one that a person can mend, and the line that says how.</summary>
    public static bool TryDescribe(Exception fault, [NotNullWhen(true)] out string? line)
    {
        line = fault switch
        {
            LedgerInputException known => $"{known.Code}: {known.Message}",
            CaptureException known => $"{known.Code}: {known.Message}",
            SettingsException known => $"{SettingsException.Code}: settings: {known.Message}",
            VaultException known => $"{known.Code}: {known.Message}",
            UnauthorizedAccessException => $"no permission: {fault.Message}",
            IOException => fault.Message,
            _ => null,
        };
        return line is not null;
    }
}
