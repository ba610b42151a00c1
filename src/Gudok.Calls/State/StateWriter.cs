using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Writes the state of a stage: integers in little-endian order, texts and lists with their length before them.</summary>
internal sealed class StateWriter(IBufferWriter<byte> output)
{
    public void Write(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    public void Write(int value) => Write((long)value);

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    public void Write(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(output.GetSpan(16), value);
        output.Advance(16);
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        Write(value.Length);
        output.Write(value);
    }

    public void Write(string? value)
    {
        Write(value is not null);
        if (value is not null) Write(Encoding.UTF8.GetBytes(value));
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
        Write((int)value.Port);
    }

    public void Write(Party value)
    {
        Write((byte)value.Kind);
        Write((long)value.Number.Packed);
        Write(value.Text);
        Write(value.Scope);
    }

    public void Write<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Write(values.Count);
        foreach (var value in values) write(value);
    }
}
