using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Files : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Actor",
                table: "Files",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Alt",
                table: "Files",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Ended",
                table: "Files",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedWhy",
                table: "Files",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Height",
                table: "Files",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "MediumSha256",
                table: "Files",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "Files",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Process",
                table: "Files",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedBy",
                table: "Files",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SmallSha256",
                table: "Files",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "Files",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Width",
                table: "Files",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FileMegabytes",
                table: "Authorities",
                type: "integer",
                nullable: false,
                defaultValue: 25);

            migrationBuilder.AddColumn<int>(
                name: "FileSpaceMegabytes",
                table: "Authorities",
                type: "integer",
                nullable: false,
                defaultValue: 5120);

            migrationBuilder.CreateIndex(
                name: "IX_Files_Authority_Process",
                table: "Files",
                columns: new[] { "Authority", "Process" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Files_Authority_Process",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Actor",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Alt",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Ended",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "EndedWhy",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Height",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "MediumSha256",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Process",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "ReplacedBy",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "SmallSha256",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Title",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Width",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "FileMegabytes",
                table: "Authorities");

            migrationBuilder.DropColumn(
                name: "FileSpaceMegabytes",
                table: "Authorities");
        }
    }
}
