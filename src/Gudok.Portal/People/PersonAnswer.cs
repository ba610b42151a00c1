using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What a change of an account has to tell besides how the account then is.</summary>
internal sealed class PersonAnswer
{
    /// <summary>What is said of it.</summary>
    public required string Said { get; set; }

    /// <summary>What lets the person in once; null if nothing was given.</summary>
    public OneTimeAccess? Access { get; set; }

    /// <summary>The extension that was not given, to be asked about again; null if there is none.</summary>
    public AskedExtension? Asked { get; set; }
}
