using Microsoft.Win32.SafeHandles;

namespace Gudok.Backup;

/// <summary>Puts one file together from its parts, and holds the result against its digest.</summary>
internal static class FileRestorer
{
    public static void Restore(SetFolder folder, ManifestFile file, string target)
    {
        var path = Path.GetFullPath(Path.Combine(target, file.Path));
        if (!path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BackupException(BackupFaults.ArchiveBroken, $"{folder.NameOf("")} names a file outside of the data folder.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var output = new FileStream(path, Options());
        output.SetLength(file.Octets);
        foreach (var part in file.Parts)
        {
            PartCheck.Require(folder, part);
            PageRecords.Visit(folder, part.Name, (page, octets) => Lay(output.SafeFileHandle, file, page, octets));
        }

        output.Flush(flushToDisk: true);
        if (DigestOf(output.SafeFileHandle, file, path) != file.Digest)
            throw new BackupException(BackupFaults.ArchiveBroken, $"{file.Path} cannot be put together from the parts in {BackupSets.FolderOf(folder.Set)}.");
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // A page behind the end was cut off by a later run.
    private static void Lay(SafeFileHandle output, ManifestFile file, int page, ReadOnlySpan<byte> octets)
    {
        var offset = (long)page * file.PageBytes;
        if (offset < file.Octets) RandomAccess.Write(output, octets[..(int)Math.Min(octets.Length, file.Octets - offset)], offset);
    }

    private static string DigestOf(SafeFileHandle output, ManifestFile file, string path)
    {
        var table = new PageTable(file.PageBytes);
        var buffer = new byte[file.PageBytes];
        for (long offset = 0; offset < file.Octets; offset += file.PageBytes)
        {
            var page = buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Octets - offset));
            FileOctets.Fill(output, page, offset, path);
            table.Set((int)(offset / file.PageBytes), page);
        }

        return table.Digest();
    }
}
