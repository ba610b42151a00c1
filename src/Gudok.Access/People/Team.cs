using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>People who work under the same supervisors.</summary>
internal sealed class Team
{
    public required string Id { get; init; }

    /// <summary>As people call it; no two teams have the same.</summary>
    public required string Name { get; set; }

    /// <summary>The department that it is a part of; null if none.</summary>
    public string? Department { get; set; }
}

/// <summary>How teams are kept.</summary>
internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("access_teams").HasKey(row => row.Id);
        builder.HasIndex(row => row.Name).IsUnique();
    }
}
