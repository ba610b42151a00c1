using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>By which provider a session began.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122224500_SessionProvider")]
internal sealed class SessionProviderMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("Provider", "access_sessions", nullable: true);
}
