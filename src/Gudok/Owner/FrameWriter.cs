using System.Text;

namespace Gudok;

/// <summary>A text writer whose text travels as frames to the process that gave the command.</summary>
internal sealed class FrameWriter(Stream stream, OwnerFrameKind kind, Lock turn) : TextWriter
{
    private const int FlushAt = 16 * 1024;

    private readonly StringBuilder _text = new();

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void Write(char value)
    {
        _text.Append(value);
        if (_text.Length >= FlushAt) Flush();
    }

    /// <inheritdoc />
    public override void Write(string? value)
    {
        _text.Append(value);
        if (_text.Length >= FlushAt) Flush();
    }

    /// <inheritdoc />
    public override void WriteLine(string? value)
    {
        _text.Append(value).Append('\n');
        if (_text.Length >= FlushAt || kind == OwnerFrameKind.Error) Flush();
    }

    /// <inheritdoc />
    public override void Flush()
    {
        if (_text.Length == 0) return;
        var payload = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        lock (turn)
        {
            for (var at = 0; at < payload.Length; at += OwnerFrame.MaxLength)
            {
                var part = payload.AsMemory(at, Math.Min(OwnerFrame.MaxLength, payload.Length - at));
                OwnerFrameBytes.Write(stream, new OwnerFrame(kind, part));
            }
        }
    }
}

/// <summary>Writes frames from code that cannot wait asynchronously.</summary>
internal static class OwnerFrameBytes
{
    public static void Write(Stream stream, OwnerFrame frame)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)frame.Kind;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)frame.Payload.Length);
        stream.Write(head);
        stream.Write(frame.Payload.Span);
    }
}
