namespace Gudok.Access;

/// <summary>What becomes of something that was to be done with an export.</summary>
public abstract record ExportAnswer
{
    private ExportAnswer()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Export">The export as it stands now.</param>
    public sealed record Done(ExportView Export) : ExportAnswer
    {
        /// <summary>The password of the archive, where it was asked for: nobody gets it a second time.</summary>
        public string? Password { get; init; }

        /// <summary>The archive, open, where it was asked for: whoever gets it closes it.</summary>
        public Stream? File { get; init; }
    }

    /// <summary>The policy refuses it.</summary>
    /// <param name="Decision">Why.</param>
    public sealed record Denied(Decision.Refused Decision) : ExportAnswer;

    /// <summary>It cannot be.</summary>
    /// <param name="Code">One of <see cref="AccessFaults"/>.</param>
    public sealed record Wrong(string Code) : ExportAnswer;
}
