using System.Globalization;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Brings one row of a described table to the schema of posted calls.</summary>
internal sealed class TableCall(RowFields fields, ColumnMap map)
{
    /// <summary>Reads the row that the fields hold; what is wrong with times, durations and words stands in the fields' fault.</summary>
    public PostedCall Read()
    {
        var started = Time(TableColumns.StartedAt, null, out var isExact);
        var (ring, talk, total) = (Duration(TableColumns.RingTime), Duration(TableColumns.TalkTime), Duration(TableColumns.TotalTime));
        var ended = Time(TableColumns.EndedAt, started + (total ?? TimeSpan.Zero), out _);
        var answer = Time(TableColumns.AnsweredAt, started + (ring ?? TimeSpan.Zero), out _) ?? (talk > TimeSpan.Zero && ended is null && total is null ? started + (ring ?? TimeSpan.Zero) : null);
        if (total is null && ended is null && answer is not null && talk is not null) ended = answer + talk.Value;
        var (answered, end) = started is { } at ? RowTimes.Settle(at, answer, ended ?? (ring is { } rang && talk is null or { Ticks: 0 } && total is null ? at + rang : null), total, talk, isExact) : (null, null);
        var disposition = Disposition(answered is not null || talk > TimeSpan.Zero);
        return new PostedCall
        {
            SessionId = Text(TableColumns.SessionId),
            FromTag = Text(TableColumns.FromTag),
            Caller = Party(TableColumns.Caller),
            Callee = Party(TableColumns.Callee),
            Dialled = Party(TableColumns.Dialled),
            StartedAt = started?.ToString(),
            RingingAt = Time(TableColumns.RingingAt, started, out _)?.ToString(),
            AnsweredAt = disposition == Word.Of(CallDisposition.Answered) ? (answered ?? started)?.ToString() : null,
            EndedAt = end?.ToString(),
            Disposition = disposition,
            Direction = Direction(),
            SipStatus = Number(TableColumns.SipStatus),
            Cause = Number(TableColumns.Cause),
            ChannelId = Text(TableColumns.ChannelId),
            Operator = Text(TableColumns.Operator),
            Department = Text(TableColumns.Department),
            Service = Text(TableColumns.Service),
            Topic = Text(TableColumns.Topic),
            Kind = Text(TableColumns.Kind),
            Application = Text(TableColumns.Application),
            Priority = Number(TableColumns.Priority),
            Handling = Text(TableColumns.Handling),
            Region = Text(TableColumns.Region),
        };
    }

    private string? Text(string column) => fields.Text(column);

    private string? Party(string column)
    {
        // Reads it for what may be wrong with it; the schema's check reads the party itself.
        fields.Party(column);
        return fields.Raw(column) is { Length: > 0 } text ? text : null;
    }

    private int? Number(string column) => (int?)fields.Integer(column, 0, int.MaxValue);

    private Instant? Time(string column, Instant? near, out bool isExact)
    {
        isExact = true;
        var text = fields.Raw(column).Trim();
        if (text.Length == 0 || map.Times.Count == 0) return text.Length == 0 ? null : fields.RequiredTime(column, near, out isExact);
        foreach (var form in map.Times)
        {
            if (!StampReader.TryRead(text, form, out var stamp)) continue;
            isExact = stamp.HasSeconds;
            return fields.Resolve(column, stamp, near);
        }

        fields.Refuse(CallsFaults.TimeWrong, column, $"should be a time of the form {string.Join(" or ", map.Times)}");
        return null;
    }

    /// <summary>Seconds, or hours, minutes and seconds between colons.</summary>
    private TimeSpan? Duration(string column)
    {
        var text = fields.Raw(column).Trim();
        if (!text.Contains(':', StringComparison.Ordinal)) return fields.Seconds(column);
        long seconds = 0;
        var parts = text.Split(':');
        foreach (var part in parts)
        {
            if (parts.Length > 3 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 999_999)
            {
                fields.Refuse(CallsFaults.FieldWrong, column, "should be seconds, or h:mm:ss");
                return null;
            }

            seconds = seconds * 60 + number;
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private string? Disposition(bool hasTalk)
    {
        if (!map.Columns.ContainsKey(TableColumns.Disposition)) return Word.Of(hasTalk ? CallDisposition.Answered : CallDisposition.NoAnswer);
        var word = fields.Raw(TableColumns.Disposition).Trim();
        if (map.Dispositions.TryGetValue(word, out var ours)) return Word.Of(ours);
        if (Word.TryRead<CallDisposition>(word, out _)) return word;
        fields.Refuse(CallsFaults.FieldWrong, TableColumns.Disposition, Unknown("dispositions", map.Dispositions.Keys));
        return null;
    }

    private string? Direction()
    {
        var word = fields.Raw(TableColumns.Direction).Trim();
        if (map.Directions.TryGetValue(word, out var ours)) return Word.Of(ours);
        if (word.Length == 0 || Word.TryRead<CallDirection>(word, out _)) return word.Length == 0 ? null : word;
        fields.Refuse(CallsFaults.FieldWrong, TableColumns.Direction, Unknown("directions", map.Directions.Keys));
        return null;
    }

    private static string Unknown(string member, IEnumerable<string> words) =>
        $"is a word that the map's {member} do not have; they have {string.Join(", ", words.Select(word => $"\"{word}\""))}";
}
