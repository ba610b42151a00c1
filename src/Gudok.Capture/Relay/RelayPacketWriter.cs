using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Writes a packet as the next collector gets it: as it came, but with our key in place of the agent's. Older versions, which say nowhere how long they are, become HEP3.</summary>
internal static class RelayPacketWriter
{
    /// <summary>Writes one packet.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="packet">What came.</param>
    /// <param name="key">Our key; empty for none.</param>
    /// <param name="length">Octets written.</param>
    /// <returns>False if it does not fit.</returns>
    public static bool TryWrite(Span<byte> destination, in HepPacket packet, ReadOnlySpan<byte> key, out int length)
    {
        var writer = new HepWriter(destination);
        if (packet.Version == 3) CopyChunks(ref writer, packet);
        else WriteLegacy(ref writer, packet);
        if (!key.IsEmpty) writer.WriteBytes(HepChunkType.AuthKey, key);
        return writer.TryFinish(out length);
    }

    private static void CopyChunks(ref HepWriter writer, in HepPacket packet)
    {
        foreach (var chunk in packet.Chunks)
        {
            if (chunk is { Vendor: 0, Type: HepChunkType.AuthKey }) continue;
            writer.WriteBytes(chunk.Type, chunk.Data, chunk.Vendor);
        }
    }

    private static void WriteLegacy(ref HepWriter writer, in HepPacket packet)
    {
        writer.WriteEnvelope(new HepEnvelope
        {
            Time = packet.Time,
            Source = packet.Source,
            Destination = packet.Destination,
            Transport = packet.Transport,
            PayloadKind = packet.PayloadKind,
            CaptureAgent = packet.CaptureAgent,
        });
        writer.WriteBytes(HepChunkType.Payload, packet.Payload);
    }
}
