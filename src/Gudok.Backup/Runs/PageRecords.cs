using System.Buffers.Binary;

namespace Gudok.Backup;

/// <summary>The pages in a part: number (4, big-endian) ‖ length (4) ‖ octets, one after another.</summary>
internal static class PageRecords
{
    private const int HeadLength = 8;
    private const int MostPageBytes = 65_536;

    /// <summary>Visits the pages of a part in the order in which they are to be laid.</summary>
    /// <exception cref="BackupException">GDK-8001: the part is broken.</exception>
    public static void Visit(SetFolder folder, string part, Action<int, ReadOnlySpan<byte>> visit)
    {
        using var reader = folder.Open(part);
        var head = new byte[HeadLength];
        var page = new byte[MostPageBytes];
        while (reader.TryFill(head))
        {
            var number = BinaryPrimitives.ReadInt32BigEndian(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
            if (number < 0 || length is <= 0 or > MostPageBytes || !reader.TryFill(page.AsSpan(0, length)))
                throw new BackupException(BackupFaults.ArchiveBroken, $"{folder.NameOf(part)} ends within a page.");
            visit(number, page.AsSpan(0, length));
        }
    }

    /// <summary>Hashes again what the place has of a file, for what is to be compared with it.</summary>
    public static void LoadTable(SetFolder folder, TrackedFile file)
    {
        var table = new PageTable(file.PageBytes);
        var isFirst = true;
        foreach (var part in file.Parts)
        {
            Visit(folder, part.Name, (page, octets) =>
            {
                table.Set(page, octets);
                if (!isFirst) file.Later.Add(page);
            });
            isFirst = false;
        }

        table.Cut((int)((file.Octets + file.PageBytes - 1) / file.PageBytes));
        if (table.Digest() != file.Digest) throw new BackupException(BackupFaults.ArchiveBroken, $"The parts of {file.Path} in {folder.Path} do not belong together.");
        file.Table = table;
    }
}
