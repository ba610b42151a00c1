using System.Security.Cryptography;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The parts of days that one transaction writes to. The log's lock keeps others from them meanwhile.</summary>
internal sealed class DayTable(NpgsqlConnection connection)
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "day,id,rows,corrections,amendments,stands,messages";

    private const string Select = $"select {Columns} from gudok.days where day=any($1)";
    private const string Insert = "insert into gudok.days(day,id) values($1,$2)";
    private const string Update = """
        update gudok.days d set rows=u.rows, corrections=u.corrections, amendments=u.amendments, stands=u.stands, messages=u.messages
        from unnest($1::integer[],$2::integer[],$3::integer[],$4::integer[],$5::boolean[],$6::boolean[])
          u(day,rows,corrections,amendments,stands,messages) where d.day=u.day
        """;

    private readonly SortedDictionary<DayPart, StoredPart> _days = [];

    public StoredPart this[DayPart part] => _days[part];

    /// <summary>Reads parts, and makes those that are not there with the partitions of their calls.</summary>
    public async Task EnsureAsync(IEnumerable<DayPart> parts, CancellationToken cancellationToken)
    {
        var wanted = parts.Where(part => !_days.ContainsKey(part)).Distinct().Order().ToList();
        if (wanted.Count == 0) return;
        await using (var select = Sql.Command(connection, Select, wanted.ConvertAll(PartNumber.Of).ToArray()))
        await using (var rows = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) Add(Read(rows));
        }

        foreach (var part in wanted.Where(part => !_days.ContainsKey(part)))
        {
            var made = new StoredPart(part, RandomNumberGenerator.GetBytes(DaySeal.FileIdLength));
            await using var insert = Sql.Command(connection, Insert, made.Number, made.Id);
            await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await DayPartitions.AddCallsAsync(connection, part, cancellationToken).ConfigureAwait(false);
            Add(made);
        }
    }

    /// <summary>Makes the partition of further places of parties, if the day has none yet.</summary>
    public async Task EnsureStandsAsync(StoredPart day, CancellationToken cancellationToken)
    {
        if (day.HasStands) return;
        await DayPartitions.AddStandsAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
        day.HasStands = true;
    }

    /// <summary>Makes the partition of kept messages, if the day has none yet.</summary>
    public async Task EnsureMessagesAsync(StoredPart day, CancellationToken cancellationToken)
    {
        if (day.HasMessages) return;
        await DayPartitions.AddMessagesAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
        day.HasMessages = true;
    }

    /// <summary>Writes back what has grown.</summary>
    public NpgsqlBatchCommand Write() => Sql.Command(
        Update,
        Column(day => day.Number),
        Column(day => day.Rows),
        Column(day => day.Corrections),
        Column(day => day.Amendments),
        Column(day => day.HasStands),
        Column(day => day.HasMessages));

    /// <summary>The day that a reader stands on.</summary>
    public static StoredPart Read(NpgsqlDataReader row) => new(PartNumber.Read(row.GetInt32(0)), row.GetFieldValue<byte[]>(1))
    {
        Rows = row.GetInt32(2),
        Corrections = row.GetInt32(3),
        Amendments = row.GetInt32(4),
        HasStands = row.GetBoolean(5),
        HasMessages = row.GetBoolean(6),
    };

    private void Add(StoredPart day) => _days.Add(day.Part, day);

    private T[] Column<T>(Func<StoredPart, T> value) => [.. _days.Values.Select(value)];
}
