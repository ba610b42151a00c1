namespace Gudok.Backup;

/// <summary>A backup that cannot be made or read: one line that says where, what, and how to mend it.</summary>
/// <param name="code">A code of <see cref="BackupFaults"/>.</param>
/// <param name="message">The line, without the code.</param>
public sealed class BackupException(string code, string message) : Exception(message)
{
    /// <summary>A code of <see cref="BackupFaults"/>.</summary>
    public string Code { get; } = code;
}
