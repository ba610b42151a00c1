namespace Gudok.Calls;

/// <summary>A piece of the saved state that still counts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Which saving wrote it.</param>
/// <param name="Place">Its place there.</param>
/// <param name="Length">Its octets.</param>
/// <param name="Reader">Reads it; stands at its beginning, and must stand at its end afterwards.</param>
internal readonly record struct SavedPiece(StatePieceKind Kind, int Number, int Place, int Length, StateReader Reader);

/// <summary>Reads the parts of all savings, the last one first, and gives each piece as it was written last.</summary>
internal static class SavedPieces
{
    public static IEnumerable<SavedPiece> Read(IEnumerable<SavedPart> newestFirst)
    {
        var superseded = new HashSet<(int Number, int Place)>();
        var shared = new SharedTexts();
        foreach (var part in newestFirst)
        {
            var reader = new StateReader(part.Octets, shared);
            while (!reader.IsAtEnd)
            {
                var kind = (StatePieceKind)reader.ReadByte();
                if (kind == StatePieceKind.Gone)
                {
                    superseded.Add((reader.ReadInt(), reader.ReadInt()));
                    continue;
                }

                var (place, before) = (reader.ReadInt(), (reader.ReadInt(), reader.ReadInt()));
                var length = reader.ReadInt();
                if (before.Item1 > 0) superseded.Add(before);
                if (superseded.Remove((part.Number, place))) reader.Skip(length);
                else yield return new SavedPiece(kind, part.Number, place, length, reader);
            }
        }
    }
}
