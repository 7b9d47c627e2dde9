using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NamesOfThings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Meetings",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameWords",
                table: "Meetings",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Invitations",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameWords",
                table: "Invitations",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Indicators",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameWords",
                table: "Indicators",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Documents",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameWords",
                table: "Documents",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameWords",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "NameWords",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "NameWords",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "NameWords",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "NameWords",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "NameWords",
                table: "AspNetUsers");
        }
    }
}
