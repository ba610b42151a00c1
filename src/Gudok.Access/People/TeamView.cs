namespace Gudok.Access;

/// <summary>A team as those see it who look after accounts.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Department">The department that it is a part of; null if none.</param>
/// <param name="People">How many accounts are in it, leaders too.</param>
public sealed record TeamView(string Name, string? Department, int People);
