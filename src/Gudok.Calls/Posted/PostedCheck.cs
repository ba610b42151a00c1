using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Checks one posted call member by member and keeps the first fault.</summary>
/// <param name="parties">Reads the parties.</param>
/// <param name="latest">The latest time that may be.</param>
internal sealed partial class PostedCheck(PartyReader parties, Instant latest)
{
    private static readonly Instant Earliest = Instant.From(new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal PostedFault? Fault { get; private set; }

    internal ObservedCall Observe(PostedCall posted)
    {
        var times = ReadTimes(posted.StartedAt, posted.RingingAt, posted.AnsweredAt, posted.EndedAt, "");
        var disposition = ReadDisposition(posted.Disposition, times.Answered, "");
        if (posted.Callee is null && posted.Dialled is null) Refuse("callee", "this or dialled is required and " + PostedForms.Party);
        var callee = ReadParty("callee", posted.Callee ?? posted.Dialled);
        var caller = ReadParty("caller", posted.Caller);
        var call = new ObservedCall
        {
            SessionId = Required("sessionId", posted.SessionId),
            FromTag = Text("fromTag", posted.FromTag) ?? "",
            Legs = [],
            ChannelId = Text("channelId", posted.ChannelId),
            Direction = ReadWord<CallDirection>("direction", posted.Direction, PostedForms.Direction),
            Caller = caller,
            Callee = callee,
            Dialled = posted.Dialled is null ? callee : ReadParty("dialled", posted.Dialled),
            Withheld = posted.Withheld ?? caller.Kind == PartyKind.Withheld,
            StartedAt = times.Started,
            RingingAt = times.Ringing,
            AnsweredAt = times.Answered,
            EndedAt = times.Ended,
            SetupMs = times.SetupMs,
            Disposition = disposition,
            SipStatus = Within("sipStatus", posted.SipStatus, 200, 699, PostedForms.Status) ?? 0,
            Cause = Within("cause", posted.Cause, 1, 127, PostedForms.Cause),
            EndedBy = ReadWord<CallEnd>("endedBy", posted.EndedBy, PostedForms.End),
            Transfer = ReadWord<CallTransfer>("transfer", posted.Transfer, PostedForms.Transfer),
            Source = PostedCallReader.Source,
            IsComplete = times.Ended is not null,
            Tags = ReadTags(posted),
        };
        return call with { Legs = ReadLegs(posted.Legs, call) };
    }

    private CallTags ReadTags(PostedCall posted) => new()
    {
        Operator = ReadOperator(posted.Operator),
        Department = Text("department", posted.Department),
        Service = Words("service", posted.Service),
        Topic = Words("topic", posted.Topic),
        Kind = Among("kind", posted.Kind, HandlingWords.Kinds, PostedForms.Kind),
        Application = Text("application", posted.Application),
        Priority = Within("priority", posted.Priority, 1, 9, PostedForms.Priority),
        Handling = Among("handling", posted.Handling, HandlingWords.Handlings, PostedForms.Handling),
        Region = Text("region", posted.Region),
    };

    private IReadOnlyList<ObservedLeg> ReadLegs(IReadOnlyList<PostedLeg?>? posted, ObservedCall call)
    {
        if (posted is null) return [WholeCall(call)];
        if (posted.Count is 0 or > PostedCallReader.MaxLegs || posted.Any(leg => leg is null))
        {
            Refuse("legs", PostedForms.Legs);
            return [];
        }

        return [.. posted.Select((leg, index) => ReadLeg(leg!, $"legs[{index}]."))];
    }

    private ObservedLeg ReadLeg(PostedLeg leg, string prefix)
    {
        var times = ReadTimes(leg.StartedAt, null, leg.AnsweredAt, leg.EndedAt, prefix);
        return new ObservedLeg
        {
            CallId = Required(prefix + "callId", leg.CallId),
            FromTag = Text(prefix + "fromTag", leg.FromTag) ?? "",
            ToTag = Text(prefix + "toTag", leg.ToTag) ?? "",
            Caller = ReadParty(prefix + "caller", leg.Caller),
            Callee = ReadParty(prefix + "callee", leg.Callee),
            StartedAt = times.Started,
            AnsweredAt = times.Answered,
            EndedAt = times.Ended,
            Disposition = ReadDisposition(leg.Disposition, times.Answered, prefix),
            SipStatus = Within(prefix + "sipStatus", leg.SipStatus, 200, 699, PostedForms.Status) ?? 0,
            From = ReadEndpoint(prefix + "from", leg.From),
            To = ReadEndpoint(prefix + "to", leg.To),
        };
    }

    private static ObservedLeg WholeCall(ObservedCall call) => new()
    {
        CallId = call.SessionId,
        FromTag = call.FromTag,
        Caller = call.Caller,
        Callee = call.Callee,
        StartedAt = call.StartedAt,
        AnsweredAt = call.AnsweredAt,
        EndedAt = call.EndedAt,
        Disposition = call.Disposition,
        SipStatus = call.SipStatus,
    };

    private PostedTimes ReadTimes(string? started, string? ringing, string? answered, string? ended, string prefix)
    {
        if (started is null) Refuse(prefix + "startedAt", "is required and " + PostedForms.Time);
        var times = new PostedTimes(
            ReadTime(prefix + "startedAt", started) ?? default,
            ReadTime(prefix + "ringingAt", ringing),
            ReadTime(prefix + "answeredAt", answered),
            ReadTime(prefix + "endedAt", ended));
        if (times.FirstOutOfOrder() is { } member) Refuse(prefix + member, "should not lie before the times that come before it in a call");
        return times;
    }

    private Instant? ReadTime(string member, string? text)
    {
        if (text is null) return null;
        if (Rfc3339().IsMatch(text) && Instant.TryParse(text, out var time) && time >= Earliest && time <= latest) return time;
        Refuse(member, PostedForms.Time);
        return null;
    }

    private CallDisposition ReadDisposition(string? word, Instant? answered, string prefix)
    {
        if (!Word.TryRead<CallDisposition>(word, out var disposition))
            Refuse(prefix + "disposition", (word is null ? "is required and " : "") + PostedForms.Disposition);
        else if (disposition == CallDisposition.Answered && answered is null)
            Refuse(prefix + "answeredAt", "is required of an answered call and " + PostedForms.Time);
        else if (disposition != CallDisposition.Answered && answered is not null)
            Refuse(prefix + "disposition", "should be answered where answeredAt is given");
        return disposition;
    }

    private Party ReadParty(string member, string? text)
    {
        if (text is null) return default;
        if (!IsText(text, PostedCallReader.MaxText)) Refuse(member, PostedForms.Party);
        return text.Equals("anonymous", StringComparison.OrdinalIgnoreCase) ? Party.Withheld : parties.Read(text);
    }

    /// <summary>An operator's account name is not sealed as a party is: a number must not come in by it.</summary>
    private string? ReadOperator(string? text)
    {
        if (text is null) return null;
        if (!IsText(text, 128) || text.Count(char.IsDigit) >= 7) Refuse("operator", PostedForms.Operator);
        return text;
    }

    private NetworkEndpoint ReadEndpoint(string member, string? text)
    {
        if (text is null) return default;
        if (IPEndPoint.TryParse(text, out var endpoint)) return NetworkEndpoint.From(endpoint);
        Refuse(member, PostedForms.Endpoint);
        return default;
    }

    private T ReadWord<T>(string member, string? word, string form) where T : struct, Enum
    {
        if (!Word.TryRead(word, out T value) && word is not null) Refuse(member, form);
        return value;
    }

    private string? Among(string member, string? word, FrozenSet<string> words, string form)
    {
        if (word is not null && !words.Contains(word)) Refuse(member, form);
        return word;
    }

    private int? Within(string member, int? number, int least, int most, string form)
    {
        if (number < least || number > most) Refuse(member, form);
        return number;
    }

    private string Required(string member, string? text)
    {
        if (text is null) Refuse(member, "is required and " + PostedForms.Text);
        return Text(member, text) ?? "";
    }

    private string? Text(string member, string? text)
    {
        if (text is not null && !IsText(text, PostedCallReader.MaxText)) Refuse(member, PostedForms.Text);
        return text;
    }

    // Written down in plain text and there for longer than whoever is called: no number gets into it.
    private string? Words(string member, string? text) => Text(member, text) is { } words && IsText(words, PostedCallReader.MaxText) ? PlainWords.WithoutNumbers(words, PostedCallReader.MaxText) : text;

    private static bool IsText(string text, int most) => text.Length is > 0 && text.Length <= most && !text.Any(char.IsControl);

    private void Refuse(string member, string reason) => Fault ??= new PostedFault(member, reason);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, 100)]
    private static partial Regex Rfc3339();
}
