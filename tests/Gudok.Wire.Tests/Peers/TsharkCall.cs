using System.Globalization;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Wire.Tests;

/// <summary>What tshark's own reading of a capture says about one call, seen where its first INVITE passed.</summary>
internal sealed record TsharkCall(
    string CallId,
    string Caller,
    string Dialled,
    CallDisposition Disposition,
    int SipStatus,
    Instant StartedAt,
    Instant? RingingAt,
    Instant? AnsweredAt,
    Instant? EndedAt,
    CallEnd EndedBy)
{
    private static readonly string[] Fields =
    [
        "frame.time_epoch", "ip.src", "udp.srcport", "ip.dst", "udp.dstport", "sip.Call-ID", "sip.Method", "sip.Status-Code", "sip.CSeq.method",
        "sip.r-uri.user", "sip.from.user",
    ];

    /// <summary>Reads the calls of a capture in order of their start.</summary>
    /// <remarks>SIP is told by its content first: the relay's port is a free one and may be registered for another protocol.</remarks>
    public static async Task<IReadOnlyList<TsharkCall>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var text = await ForeignProcess.RunAsync(
            WireTools.Tshark,
            Path.GetDirectoryName(file)!,
            ["-r", file, "-o", "udp.try_heuristic_first:TRUE", "-Y", "sip", "-T", "fields", .. Fields.SelectMany(field => new[] { "-e", field })],
            cancellationToken);
        var rows = text.Split('\n').Select(line => line.Split('\t')).Where(row => row.Length == Fields.Length).Select(row => new Row(row));
        return [.. rows.GroupBy(row => row.CallId).Select(Read)];
    }

    /// <summary>Answer to end, as talk time is counted; null unless answered and ended.</summary>
    public TimeSpan? Talk => AnsweredAt is { } answered && EndedAt is { } ended ? ended - answered : null;

    private static TsharkCall Read(IGrouping<string, Row> messages)
    {
        var first = messages.First();
        var near = messages.Where(row => row.IsBetween(first)).ToArray();
        var finals = near.Where(row => row.CSeqMethod == "INVITE" && row.Status >= 200).ToArray();
        var answer = finals.FirstOrDefault(row => row.Status < 300);
        var final = answer ?? finals[^1];
        var bye = near.FirstOrDefault(row => row.Method == "BYE");
        var isCancelled = near.Any(row => row.Method == "CANCEL");
        return new TsharkCall(
            first.CallId,
            first.FromUser,
            first.UriUser,
            DispositionOf(final.Status, isCancelled),
            final.Status,
            first.Time,
            near.FirstOrDefault(row => row.Status == 180)?.Time,
            answer?.Time,
            answer is null ? final.Time : bye?.Time,
            bye is not null ? bye.Source == first.Source ? CallEnd.Caller : CallEnd.Callee : isCancelled ? CallEnd.Caller : CallEnd.Callee);
    }

    // The words of docs/dispositions.md over the statuses that the scenarios send.
    private static CallDisposition DispositionOf(int status, bool isCancelled) => status switch
    {
        < 300 => CallDisposition.Answered,
        _ when isCancelled => CallDisposition.Cancelled,
        486 => CallDisposition.Busy,
        480 => CallDisposition.NoAnswer,
        603 => CallDisposition.Rejected,
        _ => CallDisposition.Failed,
    };

    private sealed record Row(string[] Fields)
    {
        public Instant Time { get; } = new((long)(decimal.Parse(Fields[0], CultureInfo.InvariantCulture) * 1_000_000));

        public string Source => $"{Fields[1]}:{Fields[2]}";

        public string Destination => $"{Fields[3]}:{Fields[4]}";

        public string CallId => Fields[5];

        public string Method => Fields[6];

        public int Status => Fields[7].Length == 0 ? 0 : int.Parse(Fields[7], CultureInfo.InvariantCulture);

        public string CSeqMethod => Fields[8];

        public string UriUser => Fields[9];

        public string FromUser => Fields[10];

        public bool IsBetween(Row other) => (Source == other.Source && Destination == other.Destination)
            || (Source == other.Destination && Destination == other.Source);
    }
}
