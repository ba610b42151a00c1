using System.Runtime.CompilerServices;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Access;

/// <summary>Reads <c>journal.db</c> beside its writer. Thread-safe: every reading has a connection of its own.</summary>
/// <param name="path">The file.</param>
/// <param name="byTable">Whether the table of days is believed, for whoever holds it against the entries; else entries are counted, as whoever takes some out may leave the table as it was.</param>
internal sealed class JournalStore(string path, bool byTable = false) : ILeafSource
{
    private const int LeavesAtOnce = 1024;

    /// <summary>Whether there is a file.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Opens a connection.</summary>
    public SqliteFile Open()
    {
        var db = SqliteFile.OpenToRead(path);
        try
        {
            JournalFile.RequireVersion(db, path);
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a search and, if there are more, one besides.</summary>
    public List<JournalRow> Find(JournalQuery query)
    {
        if (!Exists) return [];
        using var db = Open();
        using var statement = query.Prepare(db);
        var rows = new List<JournalRow>();
        while (statement.Step()) rows.Add(JournalQuery.Read(statement));
        return rows;
    }

    /// <summary>Rows behind a number, the oldest first.</summary>
    public List<JournalRow> ReadAfter(long number, int most)
    {
        if (!Exists) return [];
        using var db = Open();
        using var statement = db.Prepare("select number,at,kind,act,outcome,sealed,leaf from entries where number>? order by number limit ?").Bind(1, number).Bind(2, (long)most);
        var rows = new List<JournalRow>();
        while (statement.Step()) rows.Add(JournalQuery.Read(statement));
        return rows;
    }

    /// <summary>One row, and how many of its day come before it.</summary>
    public (JournalRow Row, long Place)? Find(long number)
    {
        if (!Exists) return null;
        using var db = Open();
        using var one = db.Prepare("select number,at,kind,act,outcome,sealed,leaf from entries where number=?").Bind(1, number);
        if (!one.Step()) return null;
        var row = JournalQuery.Read(one);
        using var before = db.Prepare("select count(*) from entries where day=? and number<?").Bind(1, row.Day).Bind(2, number);
        return (row, before.Step() ? before.Int64(0) : 0);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<DateOnly, long>> SizesAsync(CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<DateOnly, long>();
        if (Exists)
        {
            using var db = Open();
            using var days = db.Prepare(byTable ? "select day,count from days" : "select day,count(*) from entries group by day");
            while (days.Step()) sizes[DateOnly.FromDayNumber(days.Int32(0))] = days.Int64(1);
        }

        return ValueTask.FromResult<IReadOnlyDictionary<DateOnly, long>>(sizes);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(
        DateOnly day, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Exists) yield break;
        await Task.CompletedTask.ConfigureAwait(false);
        using var db = Open();
        using var leaves = db.Prepare("select leaf from entries where day=? order by number limit ? offset ?")
            .Bind(1, (long)day.DayNumber).Bind(2, Math.Max(to - from, 0)).Bind(3, from);
        var chunk = new byte[LeavesAtOnce * TreeHash.Length];
        var filled = 0;
        while (leaves.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (leaves.Blob(0).Length != TreeHash.Length) throw new InvalidDataException($"{path}: a leaf of {TreeName(day)} is none.");
            leaves.Blob(0).CopyTo(chunk.AsSpan(filled));
            filled += TreeHash.Length;
            if (filled < chunk.Length) continue;
            yield return chunk;
            filled = 0;
        }

        if (filled > 0) yield return chunk.AsMemory(0, filled);
    }

    /// <inheritdoc />
    public bool IsDamage(Exception fault) => fault is InvalidDataException or VaultException;

    private static string TreeName(DateOnly day) => new TreeName(SqliteJournal.LogName, day).ToString();
}
