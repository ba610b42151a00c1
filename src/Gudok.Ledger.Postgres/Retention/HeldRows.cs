using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Writes rows of the table of records kept apart.</summary>
internal static class HeldRows
{
    public static NpgsqlBatchCommand Write(HeldRecord held, DaySeal cipher)
    {
        var plaintext = HeldRecordCodec.Encode(held);
        var octets = new byte[plaintext.Length + DaySeal.Overhead];
        cipher.Seal(SealKind.Held, held.Id, plaintext, octets);
        return Sql.Command("insert into gudok.held values($1,$2) on conflict(id) do update set sealed=excluded.sealed", Sql.Octets(held.Id), octets);
    }
}
