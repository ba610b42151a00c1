using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The times of a posted call or leg.</summary>
internal readonly record struct PostedTimes(Instant Started, Instant? Ringing, Instant? Answered, Instant? Ended)
{
    internal long? SetupMs => (Ringing ?? Answered) is { } first ? (long)(first - Started).TotalMilliseconds : null;

    /// <summary>The first member that lies before an earlier one of the call, or null.</summary>
    internal string? FirstOutOfOrder()
    {
        var last = Started;
        foreach (var (member, time) in new[] { ("ringingAt", Ringing), ("answeredAt", Answered), ("endedAt", Ended) })
        {
            if (time < last) return member;
            last = time ?? last;
        }

        return null;
    }
}
