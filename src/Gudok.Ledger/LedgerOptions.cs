using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>How the embedded ledger is kept. Section <c>Ledger</c> of the settings.</summary>
public sealed record LedgerOptions
{
    /// <summary>The most records a segment can hold: row numbers take 20 bits in the index files.</summary>
    public const int MostSegmentRecords = 1_000_000;

    /// <summary>What <see cref="Purpose"/> says unless it is set.</summary>
    public const string UsualPurpose = "calls of the contact centre";

    /// <summary>The data folder; the ledger lives in its subfolder <c>ledger</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>For how many days from a call's start its record is kept; then its whole day is dropped. Default 1,826, five years; 1 to
    /// 36,500.</summary>
    public int RecordDays { get; init; } = 1826;

    /// <summary>For how many days from a call's start its messages are kept; 0 keeps none. Default 7;
    /// at most 3,650.</summary>
    public int MessageDays { get; init; } = 7;

    /// <summary>Why calls are kept that belong to no class of <c>Retention:Classes</c>, in words for those who read the page of terms. Default
    /// <c>calls of the contact centre</c>.</summary>
    public string Purpose { get; init; } = UsualPurpose;

    /// <summary>Where the ledger is if it is kept on PostgreSQL. What concerns segments and files has no meaning then.</summary>
    public PostgresOptions Postgres { get; init; } = new();

    /// <summary>After how many records a segment is full, 1 to <see cref="MostSegmentRecords"/>. Default the most.</summary>
    public int SegmentRecords { get; init; } = MostSegmentRecords;

    /// <summary>A segment closes after so long without an append. Default 10 minutes; 1 s to 1 day.</summary>
    public TimeSpan SegmentIdle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many segments are open at once; beyond, the one that rested longest closes. Default 16; 1 to 1,000.</summary>
    public int OpenSegments { get; init; } = 16;

    /// <summary>How many files of closed segments stay open for reading. Default 256; 1 to 10,000.</summary>
    public int WarmReaders { get; init; } = 256;

    /// <summary>The most calls that one index file of parties covers. Default 5 million; 1 to 100 million.</summary>
    public int RunRecords { get; init; } = 5_000_000;

    /// <summary>What is kept of calls that belong to no other class.</summary>
    internal RetentionTerms DefaultTerms => new(RetentionClass.DefaultName, Purpose, RecordDays, MessageDays);
}
