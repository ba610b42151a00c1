using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Reads what Wireshark's "Export PDUs to File" writes: tags that name the protocol and the ends, then the payload.</summary>
internal static class ExportedPdu
{
    private const int TagHeaderLength = 4;
    private const ushort EndOfTags = 0;
    private const ushort IPv4Source = 20;
    private const ushort IPv4Destination = 21;
    private const ushort IPv6Source = 22;
    private const ushort IPv6Destination = 23;
    private const ushort PortTypeTag = 24;
    private const ushort SourcePort = 25;
    private const ushort DestinationPort = 26;

    /// <summary>Takes one exported payload; SIP is told by its content as everywhere.</summary>
    public static void Take(ReadOnlySpan<byte> data, Instant time, bool isCut, ISipFrameSink sink)
    {
        NetworkEndpoint source = default, destination = default;
        var transport = TransportKind.Unknown;
        while (true)
        {
            if (data.Length < TagHeaderLength)
            {
                sink.OnIgnored(isCut ? IgnoreReason.PacketTruncated : IgnoreReason.PacketMalformed);
                return;
            }

            var tag = BinaryPrimitives.ReadUInt16BigEndian(data);
            var length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
            data = data[TagHeaderLength..];
            if (tag == EndOfTags) break;
            var value = data[..Math.Min(length, data.Length)];
            data = data[value.Length..];
            if (tag is IPv4Source or IPv6Source) source = source with { Address = AddressOf(value) };
            else if (tag is IPv4Destination or IPv6Destination) destination = destination with { Address = AddressOf(value) };
            else if (tag == SourcePort) source = source with { Port = (ushort)NumberOf(value) };
            else if (tag == DestinationPort) destination = destination with { Port = (ushort)NumberOf(value) };
            else if (tag == PortTypeTag) transport = TransportOf(NumberOf(value));
        }

        if (!SipMessage.LooksLikeSip(data))
        {
            sink.OnIgnored(Payloads.IsKeepAlive(data) ? IgnoreReason.PayloadEmpty : IgnoreReason.PayloadNotSip);
            return;
        }

        sink.OnFrame(new SipFrame
        {
            Time = time,
            Source = source,
            Destination = destination,
            Transport = transport,
            Message = data,
            IsTruncated = isCut,
        });
    }

    private static HostAddress AddressOf(ReadOnlySpan<byte> value) => value.Length switch
    {
        4 => HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(value)),
        16 => HostAddress.Read(value),
        _ => default,
    };

    private static uint NumberOf(ReadOnlySpan<byte> value) => value.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;

    private static TransportKind TransportOf(uint portType) => portType switch
    {
        1 => TransportKind.Sctp,
        2 => TransportKind.Tcp,
        3 => TransportKind.Udp,
        _ => TransportKind.Unknown,
    };
}
