using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Makes evidence of calls.</summary>
public interface IEvidenceMaker
{
    /// <summary>Makes the evidence of one call; what no head has seen yet is sealed first.</summary>
    /// <param name="id">The call.</param>
    /// <param name="sight">What the reader was granted. With the sight of whole numbers parties are disclosed, but for those erased, and so are
    /// Call-IDs that a switch made of a number. Else commitments stand in their place.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    /// <returns>The text of the file, UTF-8 without a mark; null if there is no such call.</returns>
    ValueTask<string?> MakeAsync(RecordId id, PartySight sight, CancellationToken cancellationToken);
}
