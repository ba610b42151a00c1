using Microsoft.Win32.SafeHandles;

namespace Gudok.Backup;

/// <summary>Reads octets at a place of a file, all of them.</summary>
internal static class FileOctets
{
    public static void Fill(SafeFileHandle file, Span<byte> buffer, long offset, string path)
    {
        if (!TryFill(file, buffer, offset)) throw new IOException($"{path} became shorter while it was copied; the next run copies it anew.");
    }

    public static bool TryFill(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0) return false;
            buffer = buffer[read..];
            offset += read;
        }

        return true;
    }
}
