using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Makes one call of its rows by the rules by which legs become calls: the first answer answers it, it ends with its last conversation,
/// and who was reached is the one of the last conversation, else the one who was rung last.</summary>
/// <param name="source">Name of the source: ids that are no Call-ID count within it.</param>
/// <param name="own">Tells which way a call went.</param>
internal sealed class RowMerge(string source, OwnNumbers own)
{
    /// <summary>The most legs of one call; the earliest are kept.</summary>
    public const int MaxLegs = PostedCallReader.MaxLegs;

    /// <summary>Makes the call.</summary>
    /// <param name="rows">At least one, in any order.</param>
    public ObservedCall Merge(IReadOnlyList<CallRow> rows)
    {
        if (rows is [{ Call: { } whole }]) return whole with { Source = SourceName };
        var ordered = rows.OrderBy(row => row.StartedAt).ThenBy(row => row.Sequence).DistinctBy(Identity).ToList();
        var first = ordered.Find(row => row.IsCallers && row.OtherTag is null) ?? ordered[0];
        var talks = ordered.FindAll(row => row.Disposition == CallDisposition.Answered);
        var reached = Reached(talks.Count > 0 ? talks : ordered);
        var answered = Earliest(talks.Select(row => row.AnsweredAt));
        var ended = Latest((talks.Count > 0 ? talks : ordered).Select(row => row.EndedAt));
        var started = ordered[0].StartedAt;
        // Rows that contradict each other do not tell the end.
        if (ended < (answered ?? started)) ended = null;
        var isOpen = ended is null;
        var ringing = Earliest(ordered.Select(row => row.RingingAt));
        var call = new ObservedCall
        {
            SessionId = first.SessionId,
            FromTag = first.FromTag ?? source,
            OtherTag = first.OtherTag,
            Legs = [.. LegsOf(ordered).Take(MaxLegs).Select(LegOf)],
            ChannelId = first.ChannelId ?? reached.ChannelId,
            Caller = first.Caller,
            Callee = reached.Callee.Kind == PartyKind.None ? first.Dialled : reached.Callee,
            Dialled = first.Dialled.Kind == PartyKind.None ? reached.Callee : first.Dialled,
            Withheld = first.Caller.Kind == PartyKind.Withheld,
            StartedAt = started,
            RingingAt = ringing,
            AnsweredAt = answered,
            // A call whose end no row tells ends, as far as is known, with the last that is.
            EndedAt = ended ?? answered ?? ringing ?? started,
            SetupMs = first.IsStartEstimated ? null : Milliseconds(started, ringing ?? answered),
            EarlyMediaMs = Milliseconds(Earliest(ordered.Select(row => row.GreetedAt)), answered ?? ended),
            Disposition = reached.Disposition,
            SipStatus = reached.SipStatus,
            Cause = ordered.FindLast(row => row.OtherTag is not null)?.Cause ?? reached.Cause,
            EndedBy = ordered.Select(row => row.EndedBy).LastOrDefault(end => end != CallEnd.Unknown),
            Transfer = ordered.Select(row => row.Transfer).FirstOrDefault(transfer => transfer != CallTransfer.None),
            Source = SourceName,
            IsComplete = !isOpen && !first.IsStartEstimated,
            IsStartEstimated = first.IsStartEstimated,
            IsEndEstimated = isOpen,
            Tags = first.Tags,
        };
        return call with { Direction = first.Direction ?? DirectionOf(call), ChannelId = NoParty(call) };
    }

    private string SourceName => "import:" + source;

    private static (string?, string, Instant, Instant?, Instant?, CallDisposition, Party, long) Identity(CallRow row) =>
        (row.LegId, row.ToTag, row.StartedAt, row.AnsweredAt, row.EndedAt, row.Disposition, row.Callee, row.Sequence);

    /// <summary>The row that says who was reached: of the last conversation, or rung last; one that rang somebody before the switch's own voice.</summary>
    private static CallRow Reached(List<CallRow> rows) => rows
        .OrderBy(row => row.HasCallee)
        .ThenBy(row => !row.IsPassage)
        .ThenBy(row => row.EndedAt is null)
        .ThenBy(row => row.EndedAt)
        .ThenBy(row => row.AnsweredAt ?? row.StartedAt)
        .ThenBy(row => row.Sequence)
        .Last();

    /// <summary>A row that tells the end only is no leg of its own, unless there is no other.</summary>
    private static List<CallRow> LegsOf(List<CallRow> rows) => rows.FindAll(row => row.OtherTag is null) is { Count: > 0 } legs ? legs : rows[..1];

    private static ObservedLeg LegOf(CallRow row) => new()
    {
        CallId = row.LegId ?? row.SessionId,
        FromTag = row.FromTag ?? "",
        ToTag = row.ToTag,
        Caller = row.Caller,
        Callee = row.Callee.Kind == PartyKind.None ? row.Dialled : row.Callee,
        StartedAt = row.StartedAt,
        AnsweredAt = row.AnsweredAt,
        EndedAt = row.EndedAt,
        Disposition = row.Disposition,
        SipStatus = row.SipStatus,
        From = row.From,
        To = row.To,
    };

    private CallDirection DirectionOf(ObservedCall call) => DirectionRule.ByNumbers(own, call.Caller, call.Dialled);

    /// <summary>The channel's name, if it names none of the parties: channels of telephones are called after their numbers.</summary>
    private static string? NoParty(ObservedCall call)
    {
        if (call.ChannelId is not { } channel) return null;
        var digits = 0;
        foreach (var character in channel)
        {
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            if (digits >= 7) return null;
        }

        var names = call.Legs.SelectMany(leg => new[] { leg.Caller, leg.Callee }).Append(call.Caller).Append(call.Callee).Append(call.Dialled);
        return names.Where(party => party.IsKept).Any(party => Names(channel, party.ToFullText().TrimStart('+'))) ? null : channel;
    }

    private static bool Names(string channel, string party) =>
        party.Length > 0 && channel.Split('/', '@', '-').Any(part => part.Equals(party, StringComparison.OrdinalIgnoreCase));

    private static Instant? Earliest(IEnumerable<Instant?> times) => times.Min();

    private static Instant? Latest(IEnumerable<Instant?> times) => times.Max();

    private static long? Milliseconds(Instant? from, Instant? to) => from is { } start && to is { } end && end >= start ? (end.Micros - start.Micros) / 1000 : null;
}
