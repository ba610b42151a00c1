namespace Gudok.Calls;

/// <summary>What an entry of the saved state is. The values are written.</summary>
internal enum StatePieceKind : byte
{
    /// <summary>No piece, but the word that one is gone.</summary>
    Gone = 0,

    /// <summary>A Call-ID of the leg stage.</summary>
    Call = 1,

    /// <summary>Legs that are one call.</summary>
    Group = 2,

    /// <summary>What a leg said of other calls.</summary>
    Link = 3,
}
