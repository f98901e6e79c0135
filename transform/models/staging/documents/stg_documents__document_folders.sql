select id as document_folder_id, public_id, parent_id, name, archived_at, created_at
from {{ source('documents', 'document_folder') }}
