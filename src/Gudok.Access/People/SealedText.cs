using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gudok.Access;

/// <summary>Turns a text into its sealed form on the way to the database and back.</summary>
internal sealed class SealedText(FieldSeal seal, string place)
    : ValueConverter<string, byte[]>(text => seal.Seal(text, place), sealedText => seal.Open(sealedText, place));
