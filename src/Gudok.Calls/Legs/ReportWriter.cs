using System.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Writes the reports of the leg stage.</summary>
internal static class ReportWriter
{
    /// <summary>A leg that names others.</summary>
    public static LegReport Opened(OpenCall call, Instant at)
    {
        var first = FirstInvite(call);
        return new LegReport
        {
            Kind = LegReportKind.Opened,
            At = at,
            CallId = Encoding.UTF8.GetString(call.CallId),
            FromTag = Encoding.UTF8.GetString(call.TagAt(first.From)),
            StartedAt = new Instant(first.Time),
            Left = Hosts(call, left: true),
            Entered = Hosts(call, left: false),
            Tokens = call.Tokens,
        };
    }

    /// <summary>A call that is over.</summary>
    public static LegReport Ended(OpenCall call, ObservedCall read, Instant at, bool isForced) => new()
    {
        Kind = LegReportKind.Ended,
        At = at,
        CallId = read.SessionId,
        FromTag = read.FromTag,
        StartedAt = read.StartedAt,
        Left = Hosts(call, left: true),
        Entered = Hosts(call, left: false),
        Tokens = call.Tokens,
        Call = read,
        IsForced = isForced,
    };

    private static Sighting FirstInvite(OpenCall call)
    {
        var first = call.Sightings[0];
        foreach (ref readonly var line in call.Sightings)
        {
            if (line.IsFormingInvite && (!first.IsFormingInvite || line.Time < first.Time)) first = line;
        }

        return first;
    }

    private static IReadOnlyList<HostAddress> Hosts(OpenCall call, bool left)
    {
        if (call.Invites is [var only]) return only.IsBackwards == left ? only.Hop.SecondHost : only.Hop.FirstHost;
        var hosts = new List<HostAddress>(call.Invites.Length);
        foreach (var invite in call.Invites)
        {
            var host = left ? invite.Sender.Address : invite.Receiver.Address;
            if (!hosts.Contains(host)) hosts.Add(host);
        }

        return hosts;
    }
}
