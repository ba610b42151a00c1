using System.Text;

namespace Gudok.Seals;

/// <summary>A file that is only appended to, a head a line: on another volume, or marked append-only (<c>chattr +a</c>).</summary>
internal sealed class FileWitness(string path) : IHeadWitness
{
    public string Name => path;

    public async ValueTask GiveAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            // What a crash left half written ends there: a line of its own, which is no head.
            var text = (IsCut() ? "\n" : "") + string.Join('\n', lines) + "\n";
            await file.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    public void Dispose()
    {
        // Nothing is kept open between heads: the file may be moved away and begun anew.
    }

    private bool IsCut()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
