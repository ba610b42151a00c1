using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>When the person of a session last showed who it is.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261123150000_Authenticated")]
internal sealed class AuthenticatedMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("AuthenticatedAt", "access_sessions", nullable: true);
}
