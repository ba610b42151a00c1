using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of legal holds.</summary>
internal static class HoldRows
{
    public const string Columns = "id,call,party,actor,reason,made,until,released,released_by";

    private const string Insert = """
        insert into gudok.holds values($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict(id) do update set call=excluded.call, party=excluded.party,
          actor=excluded.actor, reason=excluded.reason, made=excluded.made, until=excluded.until, released=excluded.released,
          released_by=excluded.released_by
        """;

    /// <summary>The hold that a reader stands on.</summary>
    public static LegalHold Read(NpgsqlDataReader row) => new()
    {
        Id = new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true),
        Call = row.IsDBNull(1) ? null : RecordId.Read(row.GetFieldValue<byte[]>(1)),
        Party = row.IsDBNull(2) ? default : new PartyId(unchecked((ulong)row.GetInt64(2))),
        Actor = row.GetString(3),
        Reason = row.GetString(4),
        MadeAt = new Instant(row.GetInt64(5)),
        Until = Time(row, 6),
        ReleasedAt = Time(row, 7),
        ReleasedBy = row.IsDBNull(8) ? null : row.GetString(8),
    };

    public static NpgsqlBatchCommand Write(LegalHold hold)
    {
        var call = new byte[RecordId.Length];
        hold.Call.GetValueOrDefault().Write(call);
        return Sql.Command(
            Insert,
            hold.Id.ToByteArray(bigEndian: true),
            hold.Call is null ? null : call,
            hold.Party.IsNone ? null : unchecked((long)hold.Party.Value),
            hold.Actor,
            hold.Reason,
            hold.MadeAt.Micros,
            hold.Until?.Micros,
            hold.ReleasedAt?.Micros,
            hold.ReleasedBy);
    }

    private static Instant? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new Instant(row.GetInt64(column));
}
