using System.Buffers.Binary;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Writes the state of a stage: integers in little-endian order, texts and lists with their length before them. Keeps its
/// buffer from one use to the next.</summary>
internal sealed class StateWriter
{
    private const int FirstCapacity = 4096;

    private byte[] _octets = new byte[FirstCapacity];

    /// <summary>Octets written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written. Valid until the next use.</summary>
    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    /// <summary>Begins anew.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes an integer over what was written at a place.</summary>
    public void Overwrite(int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(_octets.AsSpan(place, sizeof(int)), value);

    public void Write(byte value) => Take(1)[0] = value;

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    public void Write(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Write(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Write(HostAddress value)
    {
        Write(value.Low);
        Write(value.High);
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        Write(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Write(string? value)
    {
        Write(value is not null);
        if (value is null) return;
        var place = Length;
        Write(0);
        var room = Take(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room);
        Overwrite(place, length);
        Length -= room.Length - length;
    }

    public void Write(Instant value) => Write(value.Micros);

    public void Write(Instant? value)
    {
        Write(value is not null);
        if (value is { } time) Write(time);
    }

    public void Write(long? value)
    {
        Write(value is not null);
        if (value is { } number) Write(number);
    }

    public void Write(NetworkEndpoint value)
    {
        Write(value.Address);
        Write(value.Port);
    }

    public void Write(Party value)
    {
        Write((byte)value.Kind);
        Write(value.Number.Packed);
        Write(value.Text);
        Write(value.Scope);
    }

    public void Write<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Write(values.Count);
        foreach (var value in values) write(value);
    }

    private Span<byte> Take(int count)
    {
        if (count > _octets.Length - Length) Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + count));
        var taken = _octets.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
