using System.Globalization;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The chain of heads of a data folder on one machine: the file <c>heads.db</c> (<c>docs/ledger-format.md</c>). Thread-safe.</summary>
public sealed class SqliteHeadStore : IHeadStore
{
    private const string FileName = "heads.db";
    private readonly Lock _lock = new();
    private readonly LedgerDb _db;
    private readonly LedgerStatement _insert;
    private readonly LedgerStatement _putEdge;
    private readonly LedgerStatement _from;
    private readonly LedgerStatement _ofTree;
    private readonly LedgerStatement _trees;
    private readonly LedgerStatement _days;
    private readonly LedgerStatement _mark;
    private readonly LedgerStatement _putMark;

    private SqliteHeadStore(string path)
    {
        _db = LedgerDb.OpenToWrite(path, HeadSchema.Create);
        _insert = _db.Prepare("insert into heads values(?,?,?,?)");
        _putEdge = _db.Prepare("insert or replace into edges values(?,?,?,?)");
        _from = _db.Prepare("select line from heads where number>=? order by number limit ?");
        _ofTree = _db.Prepare("select line from heads where log=? and day=? order by number");
        _trees = _db.Prepare(
            "select line,edge from edges e join heads h on h.number=e.number and h.log=e.log and h.day=e.day where e.log=?");
        _days = _db.Prepare("select distinct day from heads where log=? order by day");
        _mark = _db.Prepare("select number from marks where witness=?");
        _putMark = _db.Prepare("insert or replace into marks values(?,?)");
    }

    /// <summary>Opens the heads of a data folder, or makes the file.</summary>
    /// <param name="folder">The data folder; made if absent.</param>
    /// <exception cref="LedgerException">GDK-4002 the file is damaged, GDK-4003 it was written by a newer version.</exception>
    public static SqliteHeadStore Open(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        DurableFile.MakeFolder(Path.GetDirectoryName(path)!);
        var isNew = !File.Exists(path);
        var store = new SqliteHeadStore(path);
        if (isNew) DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
        return store;
    }

    /// <inheritdoc />
    public ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            using var last = _db.Prepare("select line from heads order by number desc limit 1");
            return ValueTask.FromResult(last.Step() ? Read(last.Text(0)) : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken)
    {
        var heads = new List<TreeHead>();
        lock (_lock)
        {
            _trees.Bind(1, log);
            while (_trees.Step()) heads.Add(new TreeHead(Read(_trees.Text(0)), _trees.Blob(1).ToArray()));
            _trees.Reset();
        }

        return ValueTask.FromResult<IReadOnlyList<TreeHead>>(heads);
    }

    /// <inheritdoc />
    public ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heads);
        lock (_lock)
        {
            _db.Begin();
            try
            {
                if (_db.Scalar("select max(number) from heads") is var last && heads.Count > 0 && heads[0].Head.Number != last + 1)
                {
                    throw new SealException(SealsFaults.ChainTaken, $"Head {last} of {_db.Path} was signed by another process: stop one of the two.");
                }

                foreach (var head in heads) Append(head);
                _db.Execute("commit");
            }
            catch
            {
                _db.Rollback();
                throw;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<string>>(Lines(_from.Bind(1, from).Bind(2, (long)most)));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<string>>(Lines(_ofTree.Bind(1, tree.Log).Bind(2, (long)tree.Day.DayNumber)));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken)
    {
        var days = new List<DateOnly>();
        lock (_lock)
        {
            _days.Bind(1, log);
            while (_days.Step()) days.Add(DateOnly.FromDayNumber((int)Math.Clamp(_days.Int64(0), 0, DateOnly.MaxValue.DayNumber)));
            _days.Reset();
        }

        return ValueTask.FromResult<IReadOnlyList<DateOnly>>(days);
    }

    /// <inheritdoc />
    public ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _mark.Bind(1, witness);
            var number = _mark.Step() ? _mark.Int64(0) : 0;
            _mark.Reset();
            return ValueTask.FromResult(number);
        }
    }

    /// <inheritdoc />
    public ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken)
    {
        lock (_lock) _putMark.Bind(1, witness).Bind(2, number).Run();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock) _db.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Append(TreeHead head)
    {
        var (number, tree) = (head.Head.Number, head.Head.Tree);
        _insert.Bind(1, number).Bind(2, tree.Log).Bind(3, (long)tree.Day.DayNumber).Bind(4, head.Head.ToString()).Run();
        _putEdge.Bind(1, tree.Log).Bind(2, (long)tree.Day.DayNumber).Bind(3, number).Bind(4, head.Edge.Span).Run();
    }

    private static List<string> Lines(LedgerStatement select)
    {
        var lines = new List<string>();
        while (select.Step()) lines.Add(select.Text(0));
        select.Reset();
        return lines;
    }

    private SignedHead Read(string line) => SignedHead.TryParse(line, out var head) ? head : throw new SealException(
        SealsFaults.ChainBroken,
        string.Create(CultureInfo.InvariantCulture, $"{_db.Path} is damaged: put it back from the backup. Moved away, the chain begins anew, which witnesses will tell."));
}
