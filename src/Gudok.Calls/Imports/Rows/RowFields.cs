using System.Globalization;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the fields of one row by the names of their columns and keeps the first fault.</summary>
internal sealed class RowFields(RowRules rules)
{
    /// <summary>Which column stands where.</summary>
    public ColumnNames Columns { get; set; } = new([]);

    /// <summary>The fields of the row at hand.</summary>
    public List<string> Values { get; } = [];

    /// <summary>What is wrong with the row, null if nothing is.</summary>
    public LineFault? Fault { get; private set; }

    /// <summary>Forgets the fault of the row before.</summary>
    public void Begin() => Fault = null;

    /// <summary>Notes a fault; the first one counts.</summary>
    public void Refuse(string code, string column, string reason) => Fault ??= new LineFault(code, column, reason);

    /// <summary>A field as it stands; empty if the column is not there.</summary>
    public string Raw(string column)
    {
        var at = Columns.Find(column);
        return at >= 0 && at < Values.Count ? Values[at] : "";
    }

    /// <summary>A text, null if the field is empty.</summary>
    public string? Text(string column)
    {
        var text = Raw(column);
        if (text.Length == 0) return null;
        if (text.Length > RowRules.MaxText || text.Any(char.IsControl)) Refuse(CallsFaults.FieldWrong, column, RowForms.Text);
        else if (text.Contains('\uFFFD', StringComparison.Ordinal)) Refuse(CallsFaults.EncodingWrong, column, RowForms.Octets);
        return text;
    }

    /// <summary>A text that has to be there.</summary>
    public string Required(string column)
    {
        if (Text(column) is { } text) return text;
        Refuse(CallsFaults.FieldMissing, column, RowForms.Missing);
        return "";
    }

    /// <summary>A party; none if the field is empty or says that nobody is known.</summary>
    public Party Party(string column)
    {
        var text = Raw(column).Trim();
        if (text is "" or "<unknown>" or "unknown" or "Unknown" or "<null>") return default;
        if (text.Length > RowRules.MaxText || text.Any(char.IsControl)) Refuse(CallsFaults.PartyWrong, column, RowForms.Party);
        else if (text.Contains('\uFFFD', StringComparison.Ordinal)) Refuse(CallsFaults.EncodingWrong, column, RowForms.Octets);
        return text.Equals("private", StringComparison.OrdinalIgnoreCase) ? Numbers.Party.Withheld : rules.Parties.Read(text);
    }

    /// <summary>A time, null if the field is empty.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="near">What it lies near to, for the hour that comes twice.</param>
    public Instant? Time(string column, Instant? near = null) => TimeOf(column, near, out _);

    /// <summary>A time that has to be there.</summary>
    public Instant RequiredTime(string column, Instant? near, out bool hasSeconds)
    {
        if (Raw(column).Length == 0) Refuse(CallsFaults.FieldMissing, column, RowForms.Missing);
        return TimeOf(column, near, out hasSeconds) ?? default;
    }

    /// <summary>Seconds, also with a fraction; null if the field is empty.</summary>
    public TimeSpan? Seconds(string column)
    {
        var text = Raw(column).Trim();
        if (text.Length == 0) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000)
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        Refuse(CallsFaults.FieldWrong, column, RowForms.Seconds);
        return null;
    }

    /// <summary>A whole number within bounds; null if the field is empty.</summary>
    public long? Integer(string column, long least, long most)
    {
        var text = Raw(column).Trim();
        if (text.Length == 0) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Refuse(CallsFaults.FieldWrong, column, string.Create(CultureInfo.InvariantCulture, $"should be a number from {least} to {most}"));
        return null;
    }

    /// <summary>The moment of a stamp; refuses what lies outside the years that may be, and what no clock showed.</summary>
    public Instant? Resolve(string column, Stamp stamp, Instant? near)
    {
        var moment = stamp.Moment ?? default;
        if (stamp.Moment is null)
        {
            if (rules.Zone is null) throw new RecordInputException(CallsFaults.ZoneMissing, ZoneMissing);
            if (!rules.Zone.TryResolve(stamp.Local, near, out moment))
            {
                Refuse(CallsFaults.TimeInGap, column, RowForms.Gap(rules.Zone.Name));
                return null;
            }
        }

        if (moment >= RowRules.Earliest && moment <= rules.Latest) return moment;
        Refuse(CallsFaults.TimeWrong, column, RowForms.Time);
        return null;
    }

    private const string ZoneMissing =
        "its times are those of a clock on a wall; say in which zone the system ran, such as --zone Europe/Moscow, or set Import:Zone";

    private Instant? TimeOf(string column, Instant? near, out bool hasSeconds)
    {
        hasSeconds = true;
        var text = Raw(column).Trim();
        if (text.Length == 0) return null;
        if (!StampReader.TryRead(text, out var stamp))
        {
            Refuse(CallsFaults.TimeWrong, column, RowForms.Time);
            return null;
        }

        hasSeconds = stamp.HasSeconds;
        return Resolve(column, stamp, near);
    }
}
