using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>A file that is to be made.</summary>
/// <param name="Id">The export.</param>
/// <param name="Requester">In whose name, with the rights of now.</param>
/// <param name="Search">Which calls.</param>
/// <param name="Names">Account names whose calls may stand in it; null for everybody's.</param>
/// <param name="Format">What stands in the archive.</param>
/// <param name="Form">How numbers stand there.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="Path">Where the archive goes.</param>
/// <param name="Password">What opens it.</param>
public sealed record ExportJob(
    string Id, Actor Requester, string Search, IReadOnlyList<string>? Names, ExportFormat Format, PartyForm Form, string Reason, string Path, string Password)
{
    /// <summary>Names nothing that a log may not hold.</summary>
    public override string ToString() => Id;
}

/// <summary>A file that was made.</summary>
/// <param name="Calls">How many calls stand in it.</param>
/// <param name="IsCut">Whether more were found.</param>
/// <param name="Bytes">Octets of the archive.</param>
/// <param name="Content">Which calls and parties stand in it, to be looked at again when somebody is erased.</param>
public sealed record MadeExport(int Calls, bool IsCut, long Bytes, byte[] Content);
