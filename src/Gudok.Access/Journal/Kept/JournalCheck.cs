using System.Globalization;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Access;

/// <summary>Checks the journal: every entry against its leaf, every number, the tables it is found by, and every day against its heads.</summary>
/// <param name="store">The file.</param>
/// <param name="seal">Opens entries.</param>
/// <param name="heads">The chain, which was checked before.</param>
internal sealed class JournalCheck(JournalStore store, JournalSeal seal, IHeadStore heads)
{
    private readonly Dictionary<long, (long Count, long First, long Last)> _days = [];
    private readonly Dictionary<long, long> _gone = [];
    private long _entries;
    private long _terms;

    public async Task<JournalReport> RunAsync(CancellationToken cancellationToken)
    {
        var trees = new TreeCheck(SqliteJournal.LogName, heads, store);
        try
        {
            // First what was removed as a whole: everything else would only point at it.
            if (await trees.FirstCutAsync(cancellationToken).ConfigureAwait(false) is { } cut) throw Fail(cut.Day, null, cut.Wrong!.Number, SealsFaults.TreeDiffers, cut.Text);
            if (store.Exists) CheckFile(cancellationToken);
            return await CheckTreesAsync(trees, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalCheckFailed failed)
        {
            return new JournalReport(_days.Count, _entries, 0, 0, failed.Failure);
        }
        catch (VaultException damage)
        {
            return new JournalReport(_days.Count, _entries, 0, 0, new JournalFailure(null, null, null, AccessFaults.JournalDamaged, damage.Message));
        }
    }

    // All in one reading transaction: entries that are written meanwhile are in all tables or in none.
    private void CheckFile(CancellationToken cancellationToken)
    {
        using var db = store.Open();
        db.Execute("begin");
        var gone = ReadGone(db);
        using (var rows = db.Prepare("select number,at,kind,act,outcome,sealed,leaf,day from entries order by number"))
        {
            using var term = db.Prepare("select count(*) from terms where term=? and number=?");
            var next = 1L;
            while (rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = JournalQuery.Read(rows);
                while (gone.TryGetValue(next, out var last)) next = last + 1;
                if (row.Number != next) throw Fail(DayOf(row.Day), next, null, AccessFaults.JournalDamaged, $"Entry {next} is missing: after it comes {row.Number}.");
                next++;
                CheckRow(row, rows.Int64(7), term);
            }
        }

        CheckTables(db);
    }

    private static Dictionary<long, long> ReadGone(SqliteFile db, Dictionary<long, long> byDay)
    {
        var gone = new Dictionary<long, long>();
        using var ranges = db.Prepare("select first,last,day from gone");
        while (ranges.Step())
        {
            gone[ranges.Int64(0)] = ranges.Int64(1);
            byDay[ranges.Int64(2)] = byDay.GetValueOrDefault(ranges.Int64(2)) + ranges.Int64(1) - ranges.Int64(0) + 1;
        }

        return gone;
    }

    private Dictionary<long, long> ReadGone(SqliteFile db) => ReadGone(db, _gone);

    private void CheckRow(JournalRow row, long day, SqliteStatement term)
    {
        if (day != row.Day) throw Fail(DayOf(row.Day), row.Number, null, AccessFaults.JournalDamaged, "The entry is filed under another day.");
        _entries++;
        _days[day] = _days.TryGetValue(day, out var known) ? (known.Count + 1, known.First, row.Number) : (1, row.Number, row.Number);
        try
        {
            foreach (var one in seal.TermsOf(seal.Open(row)))
            {
                _terms++;
                term.Bind(1, one).Bind(2, row.Number);
                var isFound = term.Step() && term.Int64(0) == 1;
                term.Reset();
                if (!isFound) throw Fail(DayOf(day), row.Number, null, AccessFaults.JournalDamaged, "The entry is not found by what it says: the table of terms was changed.");
            }
        }
        catch (InvalidDataException changed)
        {
            throw Fail(DayOf(day), row.Number, null, AccessFaults.JournalDamaged, changed.Message);
        }
    }

    private void CheckTables(SqliteFile db)
    {
        using var days = db.Prepare("select day,count,first,last from days");
        var kept = new Dictionary<long, (long, long, long)>();
        while (days.Step()) kept[days.Int64(0)] = (days.Int64(1), days.Int64(2), days.Int64(3));
        foreach (var (day, sums) in _days.OrderBy(one => one.Key))
        {
            if (!kept.Remove(day, out var own) || own != sums) throw Fail(DayOf(day), null, null, AccessFaults.JournalDamaged, "The table of days does not agree with the entries of this day.");
        }

        if (kept.Count > 0) throw Fail(DayOf(kept.Keys.Min()), null, null, AccessFaults.JournalDamaged, "The entries of this day are missing.");
        using var count = db.Prepare("select count(*) from terms");
        if (!count.Step() || count.Int64(0) != _terms) throw Fail(null, null, null, AccessFaults.JournalDamaged, "The table of terms has rows of entries that are not there.");
    }

    private async Task<JournalReport> CheckTreesAsync(TreeCheck trees, CancellationToken cancellationToken)
    {
        var (unsealed, dropped) = (0L, 0L);
        foreach (var day in await trees.DaysAsync(cancellationToken).ConfigureAwait(false))
        {
            var check = await trees.CheckAsync(day, cancellationToken).ConfigureAwait(false);
            if (check.Wrong is { } head) throw Fail(day, null, head.Number, SealsFaults.TreeDiffers, check.Text);
            if (_gone.GetValueOrDefault(day.DayNumber) is var gone && gone > check.Dropped)
            {
                throw Fail(day, null, null, AccessFaults.JournalDamaged, string.Create(
                    CultureInfo.InvariantCulture, $"{gone} entries of this day are said to have been dropped, and the chain says so of {check.Dropped}: entries were removed."));
            }

            _gone.Remove(day.DayNumber);
            unsealed += check.Unsealed;
            dropped += check.Dropped;
        }

        if (_gone.Count > 0) throw Fail(DayOf(_gone.Keys.Min()), null, null, AccessFaults.JournalDamaged, "Entries of this day are said to have been dropped, and the chain says nothing of it: entries were removed.");
        return new JournalReport(_days.Count, _entries, unsealed, dropped, null);
    }

    private static DateOnly DayOf(long day) => DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));

    private static JournalCheckFailed Fail(DateOnly? day, long? entry, long? head, string fault, string text) => new(new JournalFailure(day, entry, head, fault, text));

    /// <summary>Ends a check at the first thing that is wrong.</summary>
    private sealed class JournalCheckFailed(JournalFailure failure) : Exception(failure.Text)
    {
        public JournalFailure Failure => failure;
    }
}
