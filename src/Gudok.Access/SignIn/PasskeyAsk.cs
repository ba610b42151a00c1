namespace Gudok.Access;

/// <summary>What a browser is to be asked for.</summary>
/// <param name="Handle">Comes back with the answer; good once.</param>
/// <param name="Options">The options of Web Authentication in JSON.</param>
public sealed record PasskeyAsk(string Handle, string Options);
