using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>A copy of the erasure list apart from the data: whoever puts back a copy of the data folder puts it back too, and the erased
/// are forgotten again.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="place">Where the copy goes; empty for nowhere.</param>
internal sealed class ErasureListCopy(string folder, string place)
{
    private const string FileName = "erased.list";

    // An id and its complement (docs/formats/vault.md).
    private const int EntryLength = 16;

    private readonly Lock _turn = new();

    /// <summary>Adds to the copy whoever it lacks; durable when it returns.</summary>
    /// <exception cref="IOException">The place does not take it, or holds something else under its name.</exception>
    /// <exception cref="UnauthorizedAccessException">The place does not take it.</exception>
    public void Refresh()
    {
        if (place.Length == 0) return;
        lock (_turn)
        {
            var list = Path.Combine(folder, FileName);
            var copy = Path.Combine(place, FileName);
            if (Path.GetFullPath(list) == Path.GetFullPath(copy)) throw new IOException($"{copy} is the list itself; give Portal:ErasureListCopy a folder outside the data.");
            var erased = Read(list);
            if (erased.Length == 0) return;
            Directory.CreateDirectory(place);
            var copied = Read(copy);
            var joined = Join(erased, copied);
            if (!joined.AsSpan().SequenceEqual(copied)) DurableFile.Write(copy, joined);
        }
    }

    // A data folder that was put back may lack whom the copy names.
    private static byte[] Join(byte[] erased, byte[] copied)
    {
        if (erased.AsSpan().StartsWith(copied)) return erased;
        var known = erased.Chunk(EntryLength).Select(Convert.ToHexString).ToHashSet();
        return [.. erased, .. copied.Chunk(EntryLength).Where(entry => !known.Contains(Convert.ToHexString(entry))).SelectMany(entry => entry)];
    }

    /// <summary>The whole entries of a list; none if there is no list.</summary>
    private static byte[] Read(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        var whole = 0;
        while (whole + EntryLength <= octets.Length && IsEntry(octets.AsSpan(whole, EntryLength))) whole += EntryLength;
        // The last one may be cut short. Others that do not fit are none of ours, as those of a backup place, which keeps a list of its own form.
        if (octets.Length - whole > EntryLength) throw new IOException($"{path} is no copy of the erasure list and is left as it is; give Portal:ErasureListCopy a folder of its own.");
        return octets[..whole];
    }

    private static bool IsEntry(ReadOnlySpan<byte> entry)
    {
        for (var at = 0; at < EntryLength / 2; at++)
        {
            if ((entry[at] ^ entry[at + (EntryLength / 2)]) != 0xff) return false;
        }

        return true;
    }
}
