namespace Gudok.Portal;

/// <summary>Tells how live capture fares.</summary>
public interface ISourcesNow
{
    /// <summary>The state of this moment.</summary>
    SourcesView Read();
}
