using System.Text.Json.Serialization;

namespace Gudok;

/// <summary>A command that another process asks the owner of a data folder to run.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Folder">The folder it was given in.</param>
/// <param name="IsOutputShown">Whether its standard output is looked at.</param>
/// <param name="IsErrorShown">Whether its standard error is looked at.</param>
/// <param name="Width">Columns of its screen.</param>
internal sealed record OwnerRequest(string[] Arguments, string Folder, bool IsOutputShown, bool IsErrorShown, int Width);

/// <summary>JSON of the owner's socket.</summary>
[JsonSerializable(typeof(OwnerRequest))]
internal sealed partial class OwnerJson : JsonSerializerContext;
