namespace Gudok.Backup;

/// <summary>A file of the data folder as it stood at one moment. Disposed, it lets writers have their way again.</summary>
internal interface IPageSource : IDisposable
{
    /// <summary>Octets of a page.</summary>
    int PageBytes { get; }

    /// <summary>Octets of the whole.</summary>
    long Octets { get; }

    /// <summary>The pages that may differ from those of the moment before; null if any may.</summary>
    IReadOnlyCollection<int>? Changed { get; }

    /// <summary>Reads one page, numbered from 0.</summary>
    /// <returns>Its octets: a whole page, but for the last of a file that is no database.</returns>
    int Read(int page, Span<byte> buffer);
}
