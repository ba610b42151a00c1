using System.Text;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>A search as SQL: what is bound is kept apart from the text.</summary>
internal sealed class JournalQuery
{
    private const string Columns = "select number,at,kind,act,outcome,sealed,leaf from entries";
    private readonly StringBuilder _sql = new(Columns + " where 1");
    private readonly List<Action<SqliteStatement, int>> _bound = [];

    public JournalQuery(JournalSearch search, JournalSeal seal)
    {
        if (search.Before is { } before) And("number<?", before);
        if (search.From is { } from) AndFrom(JournalRow.MicrosecondsOf(from));
        if (search.To is { } to) AndTo(JournalRow.MicrosecondsOf(to));
        if (search.Outcome is { } outcome) And("outcome=?", AccessWords.Word(outcome));
        if (search.Act is { } act) AndAct(act);
        if (search.Actor is { } actor) AndTerm(seal.Term("actor", actor));
        if (search.Object is { } one) AndTerm(seal.Term("object", one));
        if (search.AnyObject is { } objects) AndAnyTerm([.. objects.Take(JournalSearch.MostObjects).Select(name => seal.Term("object", name))]);
        if (search.Address is { } address) AndTerm(seal.Term("address", address));
        if (search.Correlation is { } correlation) AndTerm(seal.Term("correlation", correlation));
        _sql.Append(" order by number desc limit ?");
        var limit = Math.Clamp(search.Limit, 1, JournalSearch.MostEntries);
        _bound.Add((statement, at) => statement.Bind(at, limit + 1));
    }

    /// <summary>Prepares the search on a connection.</summary>
    public SqliteStatement Prepare(SqliteFile db)
    {
        var statement = db.Prepare(_sql.ToString());
        for (var at = 0; at < _bound.Count; at++) _bound[at](statement, at + 1);
        return statement;
    }

    public static JournalRow Read(SqliteStatement row) => new(
        row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.Text(4), row.Blob(5).ToArray(), row.Blob(6).ToArray());

    // Time by way of the days: numbers are the order of the table, and a search in the past must not go through all that came since.
    private void AndFrom(long at)
    {
        And("at>=?", at);
        And("number>=(select ifnull(min(first),0) from days where day>=?)", JournalRow.DayOf(at));
    }

    private void AndTo(long at)
    {
        And("at<?", at);
        And("number<=(select ifnull(max(last),0) from days where day<=?)", JournalRow.DayOf(at));
    }

    private void AndAct(string act)
    {
        if (!act.EndsWith('.'))
        {
            And("act=?", act);
            return;
        }

        And("act>=?", act);
        // What follows the dot in ASCII: all acts that begin so stand between.
        And("act<?", act[..^1] + "/");
    }

    private void AndTerm(long term) => And("number in (select number from terms where term=?)", term);

    private void AndAnyTerm(long[] terms)
    {
        _sql.Append(" and number in (select number from terms where term in (").AppendJoin(',', Enumerable.Repeat('?', terms.Length)).Append("))");
        foreach (var term in terms) _bound.Add((statement, at) => statement.Bind(at, term));
    }

    private void And(string condition, long value) => And(condition, (statement, at) => statement.Bind(at, value));

    private void And(string condition, string value) => And(condition, (statement, at) => statement.Bind(at, value));

    private void And(string condition, Action<SqliteStatement, int> bind)
    {
        _sql.Append(" and ").Append(condition);
        _bound.Add(bind);
    }
}
