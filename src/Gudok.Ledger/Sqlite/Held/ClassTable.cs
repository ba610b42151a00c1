using System.Globalization;
using System.Text;

namespace Gudok.Ledger;

/// <summary>The classes of retention by the numbers that they have once and for all, with the terms that they had last. Thread-safe.</summary>
internal sealed class ClassTable
{
    private readonly LedgerDb _db;
    private readonly Lock _turn;
    private readonly RetentionTerms _default;
    private volatile RetentionClass[] _all;

    /// <param name="db">held.db.</param>
    /// <param name="turn">Its lock.</param>
    /// <param name="terms">The terms of class 0, and of classes whose own are not known.</param>
    public ClassTable(LedgerDb db, Lock turn, RetentionTerms terms)
    {
        _db = db;
        _turn = turn;
        _default = terms;
        _all = Load();
    }

    /// <summary>All of them by number, class 0 first.</summary>
    public IReadOnlyList<RetentionClass> All => _all;

    public bool Has(int number)
    {
        foreach (var one in _all)
        {
            if (one.Number == number) return true;
        }

        return false;
    }

    /// <summary>For how many days messages of a class are kept.</summary>
    public int MessageDays(int number) => Array.Find(_all, one => one.Number == number)?.Terms.MessageDays ?? _default.MessageDays;

    /// <summary>Takes up numbers that the ledger holds days of and whose terms were lost: such days are kept as long as those of class 0.</summary>
    public void TakeUp(IEnumerable<int> numbers)
    {
        foreach (var number in numbers.Distinct().Where(number => !Has(number)).ToArray())
        {
            Put(new RetentionClass(number, _default with { Name = string.Create(CultureInfo.InvariantCulture, $"class-{number:D3}") }));
        }
    }

    /// <summary>Keeps the terms of classes; durable when it returns. One whose name is new gets the next number.</summary>
    /// <exception cref="LedgerException">GDK-4010: all numbers are given away.</exception>
    public void Keep(IReadOnlyList<RetentionTerms> wanted)
    {
        foreach (var terms in wanted)
        {
            var known = Array.Find(_all, one => one.Number != RetentionClass.Default && one.Terms.Name == terms.Name);
            if (known?.Terms == terms) continue;
            Put(new RetentionClass(known?.Number ?? Next(), terms));
        }
    }

    private int Next() => _all[^1].Number < Numbers.DayPart.MostClass
        ? _all[^1].Number + 1
        : throw LedgerException.TooManyClasses();

    private void Put(RetentionClass one)
    {
        lock (_turn)
        {
            using var put = _db.Prepare("insert or replace into classes values(?,?,?,?,?)");
            put.Bind(1, (long)one.Number).Bind(2, Encoding.UTF8.GetBytes(one.Terms.Name)).Bind(3, Encoding.UTF8.GetBytes(one.Terms.Purpose))
                .Bind(4, (long)one.Terms.RecordDays).Bind(5, (long)one.Terms.MessageDays).Run();
            _all = Load();
        }
    }

    private RetentionClass[] Load()
    {
        var classes = new List<RetentionClass> { new(RetentionClass.Default, _default) };
        using var rows = _db.Prepare("select number,name,purpose,record_days,message_days from classes order by number");
        while (rows.Step())
        {
            var terms = new RetentionTerms(Encoding.UTF8.GetString(rows.Blob(1)), Encoding.UTF8.GetString(rows.Blob(2)), rows.Int32(3), rows.Int32(4));
            classes.Add(new RetentionClass(rows.Int32(0), terms));
        }

        return [.. classes];
    }
}
