using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Reads <c>open.db</c> by docs/formats/open-calls.md alone.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly OpenCallsFolder _folder = new();
    private readonly Ladder _ladder = new();
    private byte[] _rest = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Second_reader_written_from_the_document_reads_the_file()
    {
        _ladder.Leg("call-1", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b");
        _folder.Feed(_ladder.InOrder.Take(1));
        _folder.Save(_ladder.At(50));
        _folder.Feed(_ladder.InOrder.Skip(1));
        _folder.Save(_ladder.At(150));

        var (number, data) = Row("select saved_at, data from moment");
        Assert.Equal(_ladder.At(150).Micros, number);
        _rest = Open(data, 1, 0, 0);
        Assert.Equal((2, 2, 1), (Int32(), Int32(), Octet()));
        Assert.Equal(_ladder.At(100).Micros, Int64());
        Assert.Equal((1, "import", 0), (Int32(), Text(), Int64()));
        Assert.Equal((0, 0), (Int32(), _rest.Length));

        (number, data) = Row("select number, data from part where saving = 1");
        _rest = Open(data, 2, number, 1);
        Assert.Equal((1, 0, 0, 0), (Octet(), Int32(), Int32(), Int32()));
        Assert.Equal(Int32(), _rest.Length);
        (number, data) = Row("select number, data from part where saving = 2");
        _rest = Open(data, 2, number, 2);
        Assert.Equal((1, 0, 1, 0), (Octet(), Int32(), Int32(), Int32()));
        Assert.Equal(Int32(), _rest.Length);
        AssertCall();
        Assert.Empty(_rest);
    }

    private void AssertCall()
    {
        Assert.Equal("call-1", Encoding.UTF8.GetString(Take(Int32())));
        Assert.Equal((0, "import"), (Int64(), Text()));
        Assert.Equal(_ladder.At(180_000).Micros, Int64());
        Assert.Equal(_ladder.At(100).Micros, Int64());
        Assert.Equal((0, 2, 0, 0L, 0, 0L, 0), (Int32(), Int32(), Int32(), Int64(), Octet(), Int64(), Octet()));
        Assert.Equal((2, "a-call-1", "b"), (Int32(), Encoding.UTF8.GetString(Take(Int32())), Encoding.UTF8.GetString(Take(Int32()))));
        Assert.Equal(1, Int32());
        Assert.Equal((_ladder.Host("alice").Port, _ladder.Host("bob").Port), (Port(), Port()));
        Assert.Equal(((int)Gudok.Sip.TransportKind.Udp, 0), (Octet(), Int32()));
        Assert.Equal(2, Int32());
        var transaction = AssertLine(0, status: 0, to: 0, flags: 0);
        Assert.Equal(transaction, AssertLine(100, status: 180, to: 2, flags: 1));
        Assert.Equal((1, transaction, 1), (Int32(), Int64(), Int32()));
        Assert.Equal(new byte[] { 1, 0, 1, 0 }, Take(4));
        AssertExtension();
        AssertExtension();
        Assert.Equal(new byte[] { 0, 0, 0, 0 }, Take(4));
    }

    private long AssertLine(double at, int status, byte to, byte flags)
    {
        Assert.Equal(_ladder.At(at).Micros, Int64());
        var transaction = Int64();
        Assert.Equal((1, status), (Int32(), BinaryPrimitives.ReadUInt16LittleEndian(Take(2))));
        Assert.Equal(new byte[] { (byte)Gudok.Sip.SipMethod.Invite, 1, to, 0, flags, 0 }, Take(6));
        return transaction;
    }

    private void AssertExtension()
    {
        Assert.Equal((byte)Gudok.Numbers.PartyKind.Internal, Take(1)[0]);
        Assert.NotEqual(0, Int64());
        Assert.Equal(("", ""), (Text(), Text()));
    }

    private ushort Port()
    {
        Take(16);
        return BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
    }

    private int Octet() => Take(1)[0];

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private string Text() => Octet() == 0 ? "none" : Encoding.UTF8.GetString(Take(Int32()));

    private byte[] Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static byte[] Open(byte[] data, byte place, long number, long other)
    {
        var associated = new byte[17];
        associated[0] = place;
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(1), number);
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(9), other);
        var plain = new byte[data.Length - 28];
        using var cipher = new AesGcm(OpenCallsFolder.Key, 16);
        cipher.Decrypt(data.AsSpan(0, 12), data.AsSpan(28), data.AsSpan(12, 16), plain, associated);
        return plain;
    }

    private (long Number, byte[] Data) Row(string text) => ((long)_folder.Query(text)!, (byte[])_folder.Query(text, column: 1)!);
}
