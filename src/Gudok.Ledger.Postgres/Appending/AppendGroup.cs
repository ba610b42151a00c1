using Gudok.Calls;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>What one transaction has written.</summary>
internal sealed class AppendGroup
{
    public long Position { get; set; }

    public List<CallRecord> Records { get; } = [];

    public List<CallCorrection> Corrections { get; } = [];

    public List<SealedPage> Pages { get; } = [];

    public List<(int Day, CorrectionColumns Columns)> Rows { get; } = [];

    /// <summary>Leaves in the order of the log: their part, how many it had before them, and 32 octets each.</summary>
    public List<(DayPart Part, long SizeBefore, byte[] Leaves)> Leaves { get; } = [];

    /// <summary>The amendment written; null if none was.</summary>
    public (int Day, AmendmentColumns Columns)? Amendment { get; set; }

    /// <summary>The record that was amended, as it now stands.</summary>
    public CallRecord? Amended { get; set; }

    public bool IsEmpty => Records.Count + Corrections.Count == 0 && Amendment is null;

    /// <summary>What listeners are told.</summary>
    public AppendedRecords Told => new(Position, Records, Corrections) { Amended = Amended is null ? [] : [Amended] };

    /// <summary>Whether the transaction was committed, though nobody was told: asked by the octets of its first seal, which nothing else has.</summary>
    public async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (table, day, number, details) = FirstSeal();
        await using var command = Sql.Command(connection, $"select 1 from gudok.{table}=$2 and details=$3 and day=$1", day, number, details);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
    }

    private (string Table, int Day, int Number, byte[] Details) FirstSeal()
    {
        if (Amendment is { } amended) return ("amendments where n", amended.Day, amended.Columns.Number, amended.Columns.Details);
        return Pages.Count > 0
            ? ("pages where first", PartNumber.Of(Pages[0].Part), Pages[0].First, Pages[0].Details)
            : ("corrections where n", Rows[0].Day, Rows[0].Columns.Number, Rows[0].Columns.Details);
    }
}
