using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StakeholderSheets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ContactPerson",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Email",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Pec",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Phone",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Remarks",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Themes",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "KnownHeadings",
                columns: table => new
                {
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Heading = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownHeadings", x => new { x.Authority, x.Heading });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KnownHeadings");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "ContactPerson",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Email",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Pec",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Phone",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Remarks",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Themes",
                table: "Stakeholders");
        }
    }
}
