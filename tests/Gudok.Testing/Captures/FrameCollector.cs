using System.Text;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Keeps the messages that a reader of captures finds, and counts what it ignores.</summary>
public sealed class FrameCollector : ISipFrameSink
{
    /// <summary>One message, copied.</summary>
    public sealed record Kept(Instant Time, NetworkEndpoint Source, NetworkEndpoint Destination, TransportKind Transport, string Text, bool IsTruncated)
    {
        /// <summary>The method of a request, the code of a response.</summary>
        public string Kind => Text.StartsWith("SIP/2.0 ", StringComparison.Ordinal) ? Text[8..11] : Text[..Text.IndexOf(' ', StringComparison.Ordinal)];
    }

    /// <summary>The messages in the order in which they were handed on; octets as Latin-1 letters.</summary>
    public List<Kept> Frames { get; } = [];

    /// <summary>How often each reason occurred.</summary>
    public Dictionary<IgnoreReason, long> Ignored { get; } = [];

    /// <summary>The texts of the messages.</summary>
    public IReadOnlyList<string> Texts => [.. Frames.Select(frame => frame.Text)];

    /// <inheritdoc />
    public void OnFrame(in SipFrame frame) => Frames.Add(new Kept(
        frame.Time, frame.Source, frame.Destination, frame.Transport, Encoding.Latin1.GetString(frame.Message), frame.IsTruncated));

    /// <inheritdoc />
    public void OnIgnored(IgnoreReason reason, long count = 1) => Ignored[reason] = Ignored.GetValueOrDefault(reason) + count;

    /// <summary>How often a reason occurred.</summary>
    public long CountOf(IgnoreReason reason) => Ignored.GetValueOrDefault(reason);

    /// <summary>Reads a whole capture.</summary>
    public static FrameCollector Read(CaptureFile file, CaptureLimits? limits = null)
    {
        var collector = new FrameCollector();
        var dissector = new PacketDissector(collector, limits);
        while (file.TryReadPacket(out var packet)) dissector.Take(packet);
        dissector.Complete();
        return collector;
    }
}
