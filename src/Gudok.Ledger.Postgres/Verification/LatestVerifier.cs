using Gudok.Calls;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Checks the table of present values against the corrections that they come from.</summary>
internal static class LatestVerifier
{
    public static async Task RunAsync(NpgsqlConnection connection, VerifyTally tally, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, $"select {CallRows.LatestColumns},l.way,l.parties,l.key_low,l.key_high from gudok.latest l");
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var seen = 0;
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            seen++;
            Check(rows, tally);
        }

        tally.Require(seen == tally.Latest.Count, null, "Present values of corrected records are missing.");
    }

    private static void Check(NpgsqlDataReader row, VerifyTally tally)
    {
        var found = CallRows.ReadLatest(row);
        var (now, id) = (found.Facts, found.Facts.Id);
        var isKnown = tally.Latest.TryGetValue(found.Of, out var expected) && expected.Record.Id == id && expected.Place == found.At;
        tally.Require(isKnown, id, "The present value of a record is not its last correction.");
        var keys = new List<ulong>();
        PartyKeys.Collect(expected.Record, keys);
        var isSame = FactsOf(expected.Record).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(10))
            && now.StartedAt == expected.Record.StartedAt && now.Caller == expected.Record.Caller && now.Callee == expected.Record.Callee
            && now.Dialled == expected.Record.Dialled && row.GetInt16(11) == Traits.Of(expected.Record)
            && row.GetFieldValue<long[]>(12).AsSpan().SequenceEqual(keys.ConvertAll(key => unchecked((long)key)).ToArray())
            && row.GetInt64(13) == (long)id.Key.Low && row.GetInt16(14) == (short)id.Key.High
            && RecordId.Create(found.FirstStart, id.Key) == id;
        tally.Require(isSame, id, "The present value of a record does not agree with its last correction.");
    }

    private static byte[] FactsOf(CallRecord record)
    {
        var facts = new PackedWriter();
        FactsCodec.Encode(record, facts);
        return facts.Written.ToArray();
    }
}
