using System.Buffers.Binary;

namespace Gudok.Testing;

/// <summary>HEP packets put together from the octets of the specification, knowing nothing of the product's own writer.</summary>
public static class HepBytes
{
    public const string Invite = "INVITE sip:88005553535@gudok.example SIP/2.0\r\nCall-ID: a1@gudok.example\r\n\r\n";

    /// <summary>A HEP3 packet with the chunks given, its total length computed.</summary>
    public static byte[] Packet(params byte[][] chunks) => Packet("HEP3", chunks);

    /// <summary>A packet with a magic of choice.</summary>
    public static byte[] Packet(string magic, params byte[][] chunks)
    {
        var body = chunks.SelectMany(chunk => chunk).ToArray();
        var total = body.Length + 6;
        return [.. System.Text.Encoding.ASCII.GetBytes(magic), (byte)(total >> 8), (byte)total, .. body];
    }

    /// <summary>A chunk whose length field is right.</summary>
    public static byte[] Chunk(int type, byte[] data, int vendor = 0) => ChunkSaying(data.Length + 6, type, data, vendor);

    /// <summary>A chunk with a length field of choice.</summary>
    public static byte[] ChunkSaying(int length, int type, byte[] data, int vendor = 0) =>
        [(byte)(vendor >> 8), (byte)vendor, (byte)(type >> 8), (byte)type, (byte)(length >> 8), (byte)length, .. data];

    /// <summary>The octets of a number in network order.</summary>
    public static byte[] UInt32(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }

    /// <summary>The octets of a number in network order.</summary>
    public static byte[] UInt16(ushort value) => [(byte)(value >> 8), (byte)value];

    /// <summary>The octets of a text.</summary>
    public static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>The chunks of a SIP message from 192.0.2.10:5060 to 198.51.100.20:5080 over UDP at 2026-11-21T09:00:00.000250Z, agent 77.</summary>
    public static byte[][] SipChunks(string message = Invite) =>
    [
        Chunk(0x01, [2]), Chunk(0x02, [17]),
        Chunk(0x03, [192, 0, 2, 10]), Chunk(0x04, [198, 51, 100, 20]),
        Chunk(0x07, UInt16(5060)), Chunk(0x08, UInt16(5080)),
        Chunk(0x09, UInt32(1_795_251_600)), Chunk(0x0a, UInt32(250)),
        Chunk(0x0b, [1]), Chunk(0x0c, UInt32(77)),
        Chunk(0x0f, Text(message)),
    ];
}
